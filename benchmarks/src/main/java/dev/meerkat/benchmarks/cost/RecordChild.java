package dev.meerkat.benchmarks.cost;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import dev.meerkat.cache.CacheLimits;
import dev.meerkat.cache.Gate;
import dev.meerkat.cache.Guards;
import dev.meerkat.cache.Invalidations;
import dev.meerkat.cache.ReadThroughCache;
import dev.meerkat.cache.log.LogFollower;
import dev.meerkat.cache.spi.LogStore;
import dev.meerkat.cache.spi.RecordId;
import dev.meerkat.cache.spi.Ticker;
import dev.meerkat.faults.child.Lines;
import dev.meerkat.redis.RedisCache;
import dev.meerkat.redis.RedisOptions;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** A process that follows the log, with the parts of Meerkat that do it and nothing else. */
final class RecordChild implements Lines.Work {

    private static final String LISTENER = "meerkat-redis-listener";

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final RedisCache redis;
    private final LogFollower follower;
    private final LogStore.Subscription subscription;

    private RecordChild(Document settings) {
        Place place = Place.of(settings);
        redis = RedisCache.connect(RedisOptions.of(place.redisUrl(), place.name(), LogRecordCost.EPOCH));
        Guards guards = Guards.all();
        Gate gate = new Gate(Ticker.system(), Place.MAX_STALENESS, guards);
        Invalidations invalidations = new Invalidations(CacheLimits.DEFAULT.tags(), guards);
        ReadThroughCache cache = new ReadThroughCache(
                gate,
                invalidations,
                redis.remoteTier(),
                LogRecordCost.EPOCH.getBytes(StandardCharsets.UTF_8),
                CacheLimits.DEFAULT,
                Ticker.system(),
                guards);
        follower = new LogFollower(redis.logStore(), invalidations, gate, cache::apply);
        subscription = redis.logStore().subscribe(follower);
        Wait.until("The broadcast is not heard", () -> listener() != null);
    }

    /** Runs until told to stop. */
    public static void main(String[] arguments) {
        Lines.work(RecordChild::new);
    }

    @Override
    public Document answer(String what, Document details) {
        return switch (what) {
            case "clock" -> Company.clock();
            case "costs" -> costs();
            default -> throw new IllegalArgumentException("not an order: " + what);
        };
    }

    private Document costs() {
        RecordId applied = follower.applied();
        ThreadInfo listener = listener();
        if (listener == null) {
            throw new IllegalStateException("the broadcast was lost");
        }
        long id = listener.getThreadId();
        return new Document("applied", applied == null ? 0 : applied.sequence())
                .append("holes", follower.holes())
                .append("listener", id)
                .append("threadNanos", threads.getThreadCpuTime(id))
                .append("threadBytes", threads.getThreadAllocatedBytes(id))
                .append("processNanos", system.getProcessCpuTime());
    }

    private @Nullable ThreadInfo listener() {
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(thread -> thread != null && thread.getThreadName().equals(LISTENER))
                .findFirst()
                .orElse(null);
    }

    @Override
    public void close() {
        subscription.close();
        redis.close();
    }
}
