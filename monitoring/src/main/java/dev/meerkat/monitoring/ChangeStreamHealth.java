package dev.meerkat.monitoring;

import java.time.Duration;
import java.util.Optional;

/**
 * The part of a process's health that is about change streams. Immutable.
 *
 * @param enabled whether results are to be cached at all
 * @param isWatching whether this process has a change stream open
 * @param leader whether this process watches for all
 * @param term the term that this process leads, or 0
 * @param lag as {@link Health#lag}
 * @param freshness as {@link Health#freshness}
 * @param events change events that this process has received from MongoDB
 * @param holes how often events were lost on the way
 */
public record ChangeStreamHealth(
        boolean enabled,
        boolean isWatching,
        boolean leader,
        long term,
        Optional<Duration> lag,
        Optional<Duration> freshness,
        long events,
        long holes) {

    /**
     * The part of this health.
     *
     * @param health what to look at
     * @return the part of it that tells of the change stream
     */
    public static ChangeStreamHealth of(Health health) {
        return new ChangeStreamHealth(
                health.enabled(),
                health.watching(),
                health.leader(),
                health.term(),
                health.lag(),
                health.freshness(),
                health.events(),
                health.holes());
    }
}
