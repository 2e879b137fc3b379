package dev.meerkat.faults.audit;

/**
 * One insert into a set of documents that only grows, and whose documents are counted.
 *
 * @param process who inserted, as in {@link Write}
 * @param group which set, from 0
 * @param begunNanos before it was sent
 * @param acknowledgedNanos after the majority's acknowledgement has come, or {@link Write#UNKNOWN}
 */
public record Insert(int process, int group, long begunNanos, long acknowledgedNanos) {

    /** An insert that is about to be sent. */
    public static Insert begun(int process, int group, long begunNanos) {
        return new Insert(process, group, begunNanos, Write.UNKNOWN);
    }

    /** The same insert, acknowledged. */
    public Insert acknowledged(long nanos) {
        return new Insert(process, group, begunNanos, nanos);
    }
}
