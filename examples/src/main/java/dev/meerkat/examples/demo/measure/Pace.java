package dev.meerkat.examples.demo.measure;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Ticks at a fixed rate. One that is late goes on from now: it never catches up in a burst. For one thread. */
public final class Pace {

    private final long nanos;
    private long next = System.nanoTime();

    /** So many ticks a second. */
    public Pace(double perSecond) {
        nanos = (long) (TimeUnit.SECONDS.toNanos(1) / perSecond);
    }

    /** Waits for the next tick. */
    public void await() {
        next += nanos;
        long now = System.nanoTime();
        if (next - now < 0) {
            next = now;
        }
        while (next - now > 0) {
            LockSupport.parkNanos(next - now);
            now = System.nanoTime();
        }
    }
}
