package dev.meerkat.changes;

import dev.meerkat.cache.ProtocolTimes;
import dev.meerkat.cache.log.LogRecord;
import dev.meerkat.cache.log.Progress;
import dev.meerkat.cache.spi.Checkpoint;
import dev.meerkat.cache.spi.ClusterClock;
import dev.meerkat.cache.spi.EventSource;
import dev.meerkat.cache.spi.LogStore;
import dev.meerkat.cache.spi.Scheduler;
import dev.meerkat.cache.spi.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Tails the change stream and writes the log, while this process leads (or, sharing nothing, always). Thread-safe.
 *
 * <p>Each term is a {@link Watch} of its own, which goes on by itself, one batch at a time, on the scheduler's threads.
 */
public final class Watcher {

    private final World world;
    private volatile @Nullable Watch watch;
    private volatile @Nullable Watch last;

    /** All that a watch works with. */
    record World(
            EventSource source,
            ClusterClock clock,
            LogStore log,
            Consumer<LogRecord> follower,
            ChangeEvents events,
            LongAdder received,
            Scheduler scheduler,
            Ticker ticker,
            RandomGenerator random,
            ProtocolTimes times) {}

    /**
     * @param source the change stream
     * @param clock tells where to begin when there is nothing to resume from
     * @param log where the records go
     * @param follower this process's own follower: receives each record that was appended
     * @param events the mapping
     * @param scheduler runs the watch
     * @param ticker the process's clocks
     * @param random for jitter only
     * @param times the protocol's times
     */
    public Watcher(
            EventSource source,
            ClusterClock clock,
            LogStore log,
            Consumer<LogRecord> follower,
            ChangeEvents events,
            Scheduler scheduler,
            Ticker ticker,
            RandomGenerator random,
            ProtocolTimes times) {
        this.world = new World(source, clock, log, follower, events, new LongAdder(), scheduler, ticker, random, times);
    }

    /**
     * Begins to watch in this term, from where the log has come.
     *
     * @param term the term of the lease
     * @param from where the log has come; null where it is empty
     */
    public synchronized void begin(long term, @Nullable Checkpoint from) {
        begin(Watch.from(world, term, from));
    }

    /**
     * Begins to watch in this term with the events at and after a cluster time: all before it are known.
     *
     * @param term the term of the lease
     * @param clusterTime a cluster time
     */
    public synchronized void beginAt(long term, long clusterTime) {
        begin(Watch.at(world, term, clusterTime));
    }

    private void begin(Watch next) {
        end();
        watch = next;
        next.begin();
    }

    /** Ends the watch, if there is one; a batch under way may still be appended. */
    public synchronized void end() {
        Watch ending = watch;
        if (ending != null) {
            watch = null;
            last = ending;
            ending.end();
        }
    }

    /**
     * Waits until the watch that was ended last has closed its stream, or the time is over.
     *
     * @param timeout how long to wait at most
     * @return whether it has closed
     * @throws InterruptedException where the thread is interrupted
     */
    public boolean awaitEnd(Duration timeout) throws InterruptedException {
        Watch ended = last;
        return ended == null || ended.awaitEnd(timeout);
    }

    /**
     * {@return how far the watch has come, or null where there is none, or where it was ended by a later leader's
     * record}
     */
    public @Nullable Progress progress() {
        Watch current = watch;
        return current == null ? null : current.progress();
    }

    /** {@return whether a stream is open} */
    public boolean isWatching() {
        Watch current = watch;
        return current != null && current.isOpen();
    }

    /** {@return how many change events have been received, Meerkat's own included, in all terms together} */
    public long events() {
        return world.received().sum();
    }
}
