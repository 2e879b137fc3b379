package dev.meerkat.examples.demo.member;

import dev.meerkat.cache.CacheStatistics;
import dev.meerkat.cache.Outcome.Tier;
import dev.meerkat.examples.demo.measure.Figures;
import dev.meerkat.examples.demo.measure.SharedTimes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells where each read came from. The library counts reads by tier for the whole process, so all reads of this process go
 * through its one meter, one after the other, and the count that moved is the read's tier. Only the read itself is timed.
 */
final class Meter {

    private final Supplier<CacheStatistics> statistics;
    private final CommandCount commands;
    private CacheStatistics last;

    Meter(Supplier<CacheStatistics> statistics, CommandCount commands) {
        this.statistics = statistics;
        this.commands = commands;
        this.last = statistics.get();
    }

    /** Reads, alone. */
    synchronized <T> Reading<T> read(Supplier<T> read) {
        last = statistics.get();
        Timed<T> timed = time(read);
        CacheStatistics before = last;
        last = statistics.get();
        String tier = moved(before.reads(), last.reads());
        String bypass = tier != null ? null : moved(before.bypasses(), last.bypasses());
        return new Reading<>(
                timed.value,
                timed.began,
                timed.nanos,
                timed.commands == 0,
                tier == null ? Figures.BYPASSED : tier,
                tier != null || bypass != null ? bypass : "UNCOUNTED");
    }

    /** Does something while nothing else in this process reads through this meter. */
    synchronized void alone(Runnable task) {
        task.run();
    }

    /**
     * Lets several threads read the same thing at once and counts where their results came from. Only those reads are timed
     * of which it is certain that they joined another's: nobody was served by a tier, and they sent no command themselves.
     */
    synchronized void readAtOnce(ExecutorService threads, int readers, Supplier<?> read, Figures figures)
            throws InterruptedException {
        last = statistics.get();
        List<Timed<?>> joined = new ArrayList<>();
        List<Callable<Timed<?>>> tasks = new ArrayList<>();
        for (int i = 0; i < readers; i++) {
            tasks.add(() -> time(read));
        }
        for (Future<Timed<?>> future : threads.invokeAll(tasks)) {
            try {
                Timed<?> timed = future.get();
                if (timed.commands == 0) {
                    joined.add(timed);
                }
            } catch (ExecutionException e) {
                figures.count(Figures.Total.FAILED_READS);
                figures.note("a read failed: " + e.getCause());
            }
        }
        CacheStatistics before = last;
        last = statistics.get();
        for (Tier tier : Tier.values()) {
            figures.read(tier.name(), last.from(tier) - before.from(tier));
        }
        last.bypasses().forEach((reason, count) -> {
            for (long i = before.bypasses().getOrDefault(reason, 0L); i < count; i++) {
                figures.bypassed(reason.name());
            }
        });
        if (last.from(Tier.JOINED) - before.from(Tier.JOINED) == joined.size()) {
            joined.forEach(timed -> figures.latency(Tier.JOINED.name()).add(timed.nanos));
        }
    }

    private record Timed<T>(T value, long began, long nanos, long commands) {}

    private <T> Timed<T> time(Supplier<T> read) {
        long sent = commands.ofThisThread();
        long began = SharedTimes.now();
        long start = System.nanoTime();
        T value = read.get();
        long nanos = System.nanoTime() - start;
        return new Timed<>(value, began, nanos, commands.ofThisThread() - sent);
    }

    private static <K extends Enum<K>> @Nullable String moved(Map<K, Long> before, Map<K, Long> after) {
        for (Map.Entry<K, Long> count : after.entrySet()) {
            if (count.getValue() > before.getOrDefault(count.getKey(), 0L)) {
                return count.getKey().name();
            }
        }
        return null;
    }
}
