package dev.meerkat.faults.audit;

/**
 * One write of one document.
 *
 * @param process who wrote: {@link #PLAIN} past Meerkat, any other number through it. A process that is started again has
 *     another number: what it wrote in its former life is not its own
 * @param document which document, from 0
 * @param number what it stored, from 0; no other write of the document has it
 * @param deletes whether it removed the document instead of storing the number
 * @param begunNanos before it was sent
 * @param acknowledgedNanos after the majority's acknowledgement has come, or {@link #UNKNOWN}
 */
public record Write(int process, int document, long number, boolean deletes, long begunNanos, long acknowledgedNanos) {

    /** The process that writes with the plain driver. */
    public static final int PLAIN = 0;

    /** When a write was acknowledged of which that isn't known, or not yet. It may have happened at any time. */
    public static final long UNKNOWN = Long.MAX_VALUE;

    /** A write that is about to be sent. */
    public static Write begun(int process, int document, long number, boolean deletes, long begunNanos) {
        return new Write(process, document, number, deletes, begunNanos, UNKNOWN);
    }

    /** The same write, acknowledged. */
    public Write acknowledged(long nanos) {
        return new Write(process, document, number, deletes, begunNanos, nanos);
    }
}
