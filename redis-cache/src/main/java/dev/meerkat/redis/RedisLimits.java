package dev.meerkat.redis;

import java.time.Duration;

/**
 * How long Redis is waited for, and how much is asked of it. A reader never waits for longer than the three times together:
 * after that MongoDB is read instead. (In a cluster that just lost a node a few readers wait twice that.) Immutable.
 *
 * @param connect for a connection to be made
 * @param read for each answer
 * @param poolWait for a connection to become free
 * @param connections at most, the broadcast's own not counted
 */
public record RedisLimits(Duration connect, Duration read, Duration poolWait, int connections) {

    private static final Duration LONGEST = Duration.ofMinutes(1);

    /** 250 ms to connect and for an answer, 100 ms for a free one of 16 connections. */
    public static final RedisLimits DEFAULT =
            new RedisLimits(Duration.ofMillis(250), Duration.ofMillis(250), Duration.ofMillis(100), 16);

    /**
     *
     * @param connect for a connection to be made
     * @param read for each answer
     * @param poolWait for a connection to become free
     * @param connections at most, the broadcast's own not counted
     * @throws IllegalArgumentException where a time is not between 1 ms and a minute, or there is no connection
     */
    public RedisLimits {
        check("connect", connect);
        check("read", read);
        check("poolWait", poolWait);
        if (connections < 1) {
            throw new IllegalArgumentException("connections must be 1 or more, not " + connections);
        }
    }

    private static void check(String name, Duration time) {
        if (time.compareTo(LONGEST) > 0 || time.toMillis() < 1) {
            throw new IllegalArgumentException(name + " must be between 1 ms and a minute, not " + time);
        }
    }
}
