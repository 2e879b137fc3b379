package dev.meerkat.redis;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Ever longer pauses, up to a limit, each shortened by chance by up to a half. Not thread-safe. */
final class Backoff {

    private final long firstNanos;
    private final long longestNanos;
    private long nextNanos;

    Backoff(Duration first, Duration longest) {
        firstNanos = first.toNanos();
        longestNanos = longest.toNanos();
        nextNanos = firstNanos;
    }

    /** The next pause, in nanoseconds. */
    long next() {
        long pause = nextNanos;
        nextNanos = Math.min(longestNanos, pause * 2);
        return pause - ThreadLocalRandom.current().nextLong(pause / 2 + 1);
    }

    /** Begins with a short pause again. */
    void reset() {
        nextNanos = firstNanos;
    }
}
