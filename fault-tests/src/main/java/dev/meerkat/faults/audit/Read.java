package dev.meerkat.faults.audit;

/**
 * What one read saw of one document. A query that shows several documents makes several of these.
 *
 * @param process who read, as in {@link Write}
 * @param source where the result came from
 * @param document which document
 * @param number what it held, or {@link #ABSENT}
 * @param begunNanos before the read was called
 * @param endedNanos after its result was there
 */
public record Read(int process, Source source, int document, long number, long begunNanos, long endedNanos) {

    /** The document wasn't there. */
    public static final long ABSENT = -1;
}
