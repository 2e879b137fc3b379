package dev.meerkat.faults.app;

import dev.meerkat.cache.spi.Ticker;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** This process's clocks as Meerkat sees them: they can be made to jump, or to stand still. Thread-safe. */
final class JumpingClock implements Ticker {

    private volatile long wallAheadMillis;
    private volatile long monotonicBehindNanos;
    private volatile @Nullable Long monotonicStandsAt;

    /** Moves the wall clock, back where negative. */
    synchronized void jump(Duration by) {
        wallAheadMillis += by.toMillis();
    }

    /** Lets the monotonic clock stand still, as it does while a machine is suspended. */
    synchronized void stand() {
        if (monotonicStandsAt == null) {
            monotonicStandsAt = nanoTime();
        }
    }

    /** Lets it go on from where it stands. */
    synchronized void goOn() {
        Long stood = monotonicStandsAt;
        if (stood != null) {
            monotonicBehindNanos = System.nanoTime() - stood;
            monotonicStandsAt = null;
        }
    }

    @Override
    public long nanoTime() {
        Long stands = monotonicStandsAt;
        return stands != null ? stands : System.nanoTime() - monotonicBehindNanos;
    }

    @Override
    public long currentTimeMillis() {
        return System.currentTimeMillis() + wallAheadMillis;
    }
}
