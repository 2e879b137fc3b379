package dev.meerkat.faults.audit;

/**
 * How many documents a read counted in a set that only grows.
 *
 * @param process who read, as in {@link Write}
 * @param source where the result came from
 * @param group which set, as in {@link Insert}
 * @param counted the result
 * @param begunNanos before the read was called
 * @param endedNanos after its result was there
 */
public record Count(int process, Source source, int group, long counted, long begunNanos, long endedNanos) {}
