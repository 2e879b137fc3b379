package dev.meerkat.redis;

import dev.meerkat.cache.spi.Ticker;
import java.time.Duration;

/**
 * Spares callers a server that doesn't answer (after M. Nygard, Release It!, 2007). Thread-safe.
 *
 * <p>After some failures in a row it opens: nobody passes. After a pause one caller passes and tries; while it tries, the
 * others still don't. If it succeeds, the breaker closes, else the next pause is twice as long, up to a limit. Whoever
 * passes must report exactly one of {@link #succeeded} and {@link #failed}.
 */
final class CircuitBreaker {

    private final Ticker ticker;
    private final int threshold;
    private final long firstPause;
    private final long longestPause;

    private volatile boolean open;
    private volatile int failures;
    private long pause;
    private long pausedSince;
    private boolean trying;
    private long openings;

    /**
     * @param threshold how many failures in a row open it
     * @param firstPause how long nobody passes at first
     * @param longestPause how long nobody passes at most
     */
    CircuitBreaker(Ticker ticker, int threshold, Duration firstPause, Duration longestPause) {
        this.ticker = ticker;
        this.threshold = threshold;
        this.firstPause = firstPause.toNanos();
        this.longestPause = longestPause.toNanos();
    }

    /** Whether the caller may ask the server now. */
    boolean tryPass() {
        return !open || tryPassOpen();
    }

    private synchronized boolean tryPassOpen() {
        if (!open) {
            return true;
        }
        if (trying || ticker.nanoTime() - pausedSince < pause) {
            return false;
        }
        trying = true;
        return true;
    }

    /**
     * The server answered, be it with an error.
     *
     * @return whether this closed the breaker
     */
    boolean succeeded() {
        return failures != 0 && close();
    }

    private synchronized boolean close() {
        boolean closes = open;
        failures = 0;
        open = false;
        trying = false;
        return closes;
    }

    /**
     * The server did not answer.
     *
     * @return whether this opened the breaker
     */
    synchronized boolean failed() {
        if (open && !trying) {
            return false; // asked before it opened
        }
        failures++;
        if (failures < threshold) {
            return false;
        }
        boolean opens = !open;
        pause = opens ? firstPause : Math.min(longestPause, pause * 2);
        pausedSince = ticker.nanoTime();
        trying = false;
        open = true;
        openings += opens ? 1 : 0;
        return opens;
    }

    /** Whether the server counts as away. */
    boolean isOpen() {
        return open;
    }

    /** Whether it lets callers pass. */
    synchronized BreakerState state() {
        if (!open) {
            return BreakerState.CLOSED;
        }
        return trying || ticker.nanoTime() - pausedSince >= pause ? BreakerState.HALF_OPEN : BreakerState.OPEN;
    }

    /** How often it opened. */
    synchronized long openings() {
        return openings;
    }
}
