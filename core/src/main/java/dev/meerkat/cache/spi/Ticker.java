package dev.meerkat.cache.spi;

import java.util.concurrent.locks.LockSupport;

/** Time, injected per instance. Thread-safe. */
public interface Ticker {

    /** {@return nanoseconds of a monotonic clock, with an arbitrary origin: only differences mean something} */
    long nanoTime();

    /** {@return milliseconds of the wall clock since 1970} It may only ever shut the gate, never open it. */
    long currentTimeMillis();

    /**
     * Lets the calling thread wait for about so long, or for less.
     *
     * @param nanos nanoseconds
     * @return false where it was interrupted, before or meanwhile; the interrupt is kept
     */
    default boolean sleep(long nanos) {
        LockSupport.parkNanos(this, nanos);
        return !Thread.currentThread().isInterrupted();
    }

    /** {@return the machine's clocks} */
    static Ticker system() {
        return SystemTicker.INSTANCE;
    }
}
