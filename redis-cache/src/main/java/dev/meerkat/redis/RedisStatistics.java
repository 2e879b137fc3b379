package dev.meerkat.redis;

/**
 * Counts since the start. Immutable.
 *
 * @param stored values stored
 * @param dropped values not stored, because Redis was away or too many were waiting
 * @param failures commands that failed
 * @param outages how often Redis counted as away
 * @param available whether Redis counts as there
 */
public record RedisStatistics(long stored, long dropped, long failures, long outages, boolean available) {}
