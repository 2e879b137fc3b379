package dev.meerkat.faults.load;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A steady rate; whoever is late goes on from now instead of catching up. For one thread. */
public final class Pace {

    private final long stepNanos;
    private long next = System.nanoTime();

    /** @param perSecond how often {@link #await} returns, at most */
    public Pace(double perSecond) {
        stepNanos = (long) (TimeUnit.SECONDS.toNanos(1) / perSecond);
    }

    /** Waits for the next turn. */
    public void await() {
        long now = System.nanoTime();
        next = Math.max(next + stepNanos - now, 0) + now;
        for (long left = next - now; left > 0; left = next - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
