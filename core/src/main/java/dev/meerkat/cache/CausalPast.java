package dev.meerkat.cache;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What a chain of reads and writes has seen: what comes later in the chain must not be older. Thread-safe.
 *
 * <p>It only ever moves on. A read that was answered moves it to the reply's operation time, which is at or after everything
 * that the result shows; a write to its own.
 */
public final class CausalPast {

    private final AtomicLong time;

    /**
     * One that has seen everything up to this cluster time; {@link ClusterTime#NONE} for nothing.
     *
     * @param time a cluster time
     */
    public CausalPast(long time) {
        this.time = new AtomicLong(time);
    }

    /** {@return the latest cluster time that was seen; {@link ClusterTime#NONE} before the first} */
    public long time() {
        return time.get();
    }

    /**
     * It has seen everything up to this cluster time, too.
     *
     * @param seen a cluster time
     */
    public void advance(long seen) {
        time.accumulateAndGet(seen, ClusterTime::max);
    }
}
