package dev.meerkat.cache;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait after failures in a row: doubling, capped, with full jitter (Brooker, "Exponential Backoff And Jitter",
 * 2015) above a small least wait. Not thread-safe.
 */
public final class Backoff {

    private static final long LEAST_MILLIS = 10;

    private final RandomGenerator random;
    private final long capMillis;
    private int failures;

    /**
     * @param random draws the jitter
     * @param cap the longest wait
     */
    public Backoff(RandomGenerator random, Duration cap) {
        this.random = random;
        this.capMillis = Math.max(LEAST_MILLIS + 1, cap.toMillis());
    }

    /**
     * One more failure: how long to wait now.
     *
     * @return how long to wait now
     */
    public Duration afterFailure() {
        long ceiling = Math.min(capMillis, LEAST_MILLIS << Math.min(failures + 1, 20));
        failures++;
        return Duration.ofMillis(random.nextLong(LEAST_MILLIS, ceiling + 1));
    }

    /** The next failure is a first one again. */
    public void succeeded() {
        failures = 0;
    }
}
