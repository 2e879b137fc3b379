package dev.meerkat;

import java.time.Duration;
import java.util.Optional;

/**
 * How a process's cache is doing. Immutable.
 *
 * @param serving whether the gate is open, so that cached results are served; while it is shut MongoDB answers everything
 * @param freshness how long ago this process surely knew of all changes; empty before the first time
 * @param leader whether this process watches for all
 * @param term the term that this process leads, or 0
 * @param watching whether this process has a change stream open
 * @param holes how often events were lost on the way and a floor had to be raised
 */
public record Health(
        boolean serving, Optional<Duration> freshness, boolean leader, long term, boolean watching, long holes) {}
