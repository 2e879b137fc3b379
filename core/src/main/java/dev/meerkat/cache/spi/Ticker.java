package dev.meerkat.cache.spi;

/** Time, injected per instance. Thread-safe. */
public interface Ticker {

    /** {@return nanoseconds of a monotonic clock, with an arbitrary origin: only differences mean something} */
    long nanoTime();

    /** {@return milliseconds of the wall clock since 1970} It may only ever shut the gate, never open it. */
    long currentTimeMillis();

    /** {@return the machine's clocks} */
    static Ticker system() {
        return SystemTicker.INSTANCE;
    }
}
