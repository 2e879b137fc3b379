package dev.meerkat.cache.spi;

import java.time.Duration;

/** Clocks that stand still until a test moves them. Thread-safe. */
public final class ManualTicker implements Ticker {

    private volatile Runnable whileAsleep = () -> {};
    private long nanos = Long.MAX_VALUE - 1_000_000_000L; // a monotonic clock may overflow at any time
    private long millis = 1_790_000_000_000L;

    @Override
    public synchronized long nanoTime() {
        return nanos;
    }

    @Override
    public synchronized long currentTimeMillis() {
        return millis;
    }

    /** What happens from now on each time when somebody sleeps. */
    public void onSleep(Runnable what) {
        whileAsleep = what;
    }

    /** Time passes instead, at once. */
    @Override
    public boolean sleep(long time) {
        pass(Duration.ofNanos(time));
        whileAsleep.run();
        return !Thread.currentThread().isInterrupted();
    }

    /** Time passes on both clocks. */
    public synchronized void pass(Duration time) {
        passMonotonic(time);
        passWall(time);
    }

    /** Time passes on the monotonic clock only. */
    public synchronized void passMonotonic(Duration time) {
        nanos += time.toNanos();
    }

    /** Time passes on the wall clock only; it may go back. */
    public synchronized void passWall(Duration time) {
        millis += time.toMillis();
    }
}
