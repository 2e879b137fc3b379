package dev.meerkat.cache;

import java.time.Duration;

/**
 * The protocol's times, all of which follow from the bound on staleness. A leader that dies is replaced before the gates
 * shut: it is given up after half of the bound, and everybody looks ten times within it.
 *
 * @param maxStaleness the bound δ
 */
public record ProtocolTimes(Duration maxStaleness) {

    /** The least bound: below it, the round trips of notes and heartbeats would keep the gate shut. */
    public static final Duration LEAST = Duration.ofMillis(500);

    /**
     * Checks the values.
     *
     * @param maxStaleness the bound δ
     */
    public ProtocolTimes {
        if (maxStaleness.compareTo(LEAST) < 0) {
            throw new IllegalArgumentException("maxStaleness must be at least " + LEAST.toMillis() + " ms, not "
                    + maxStaleness.toMillis() + " ms: give it more");
        }
    }

    /** {@return H: the time between two notes, two looks at the lease, two signs of life, two records of an idle log} */
    public Duration heartbeat() {
        return maxStaleness.dividedBy(10);
    }

    /** {@return L: how long without a sign of life until a leader is given up} */
    public Duration patience() {
        return maxStaleness.dividedBy(2);
    }

    /**
     * {@return how long a leader goes on without having shown a sign of life, before it steps down by itself; others
     * give it up later}
     */
    public Duration selfDoubt() {
        return patience().multipliedBy(2).dividedBy(3);
    }
}
