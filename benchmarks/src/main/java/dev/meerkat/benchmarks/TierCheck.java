package dev.meerkat.benchmarks;

import dev.meerkat.Meerkat;
import dev.meerkat.cache.CacheStatistics;
import dev.meerkat.cache.Outcome.Tier;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Supplier;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * Holds a benchmark to its word: by the counts of Meerkat itself, all reads of an iteration came from the tier that is
 * measured; those of a raw counterpart had nothing to do with Meerkat. Used by one thread.
 */
final class TierCheck {

    /** What the methods are named that measure Meerkat; all others are raw. */
    static final String MEASURED = "meerkat";

    private final Meerkat meerkat;
    private final Tier tier;
    private CacheStatistics before;

    TierCheck(Meerkat meerkat, Tier tier) {
        this.meerkat = meerkat;
        this.tier = tier;
        this.before = meerkat.statistics();
    }

    /**
     * Reads until a whole round of all documents comes from the tier.
     *
     * @param read reads the next document
     * @throws NoSuchElementException where it isn't there
     */
    void warm(Supplier<Optional<?>> read) {
        World.await("Not every read came from the tier " + tier, () -> {
            begin();
            for (int i = 0; i < World.DOCUMENTS; i++) {
                if (read.get().isEmpty()) {
                    throw new NoSuchElementException("A document is missing");
                }
            }
            CacheStatistics now = meerkat.statistics();
            return fromTier(now) == World.DOCUMENTS && others(now) == 0;
        });
    }

    void begin() {
        before = meerkat.statistics();
    }

    /**
     * Ends an iteration.
     *
     * @throws IllegalStateException where the benchmark measured something else
     */
    void end(BenchmarkParams params) {
        CacheStatistics now = meerkat.statistics();
        boolean measured = isMeasured(params);
        if (measured != fromTier(now) > 0 || others(now) != 0) {
            throw new IllegalStateException(params.getBenchmark() + " did not measure what it says: of its reads "
                    + fromTier(now) + " came from the tier " + tier + " and " + others(now) + " did not (before: "
                    + before + ", after: " + now + ")");
        }
    }

    static boolean isMeasured(BenchmarkParams params) {
        String name = params.getBenchmark();
        return name.startsWith(MEASURED, name.lastIndexOf('.') + 1);
    }

    private long fromTier(CacheStatistics now) {
        return now.from(tier) - before.from(tier);
    }

    private long others(CacheStatistics now) {
        return all(now) - all(before) - fromTier(now);
    }

    private static long all(CacheStatistics statistics) {
        return statistics.bypassed()
                + statistics.reads().values().stream()
                        .mapToLong(Long::longValue)
                        .sum();
    }
}
