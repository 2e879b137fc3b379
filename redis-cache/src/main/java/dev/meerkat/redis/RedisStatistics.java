package dev.meerkat.redis;

/**
 * Counts since the start. Immutable.
 *
 * @param stored values stored
 * @param dropped values not stored, because Redis was away or too many were waiting
 * @param failures commands that failed
 * @param outages how often Redis, or a sixteenth of a cluster's slots, counted as away
 * @param breaker whether Redis is asked; of a cluster the part that is worst off
 */
public record RedisStatistics(long stored, long dropped, long failures, long outages, BreakerState breaker) {

    /** {@return whether Redis, of a cluster all of it, counts as there} */
    public boolean available() {
        return breaker == BreakerState.CLOSED;
    }
}
