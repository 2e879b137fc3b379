package dev.meerkat.faults.audit;

/**
 * A fault that struck.
 *
 * @param fault its name
 * @param begunNanos when it was injected
 * @param healedNanos when it was taken away, or {@link #NOT_YET}
 * @param recoveredNanos when the cache was of use again in all processes, or {@link #NOT_YET}
 */
public record Injection(String fault, long begunNanos, long healedNanos, long recoveredNanos) {

    /** The time of what hasn't happened. */
    public static final long NOT_YET = Long.MAX_VALUE;

    /** A fault that strikes now. */
    public static Injection begun(String fault, long nanos) {
        return new Injection(fault, nanos, NOT_YET, NOT_YET);
    }

    /** The same, taken away. */
    public Injection healed(long nanos) {
        return new Injection(fault, begunNanos, nanos, recoveredNanos);
    }

    /** The same, recovered from. */
    public Injection recovered(long nanos) {
        return new Injection(fault, begunNanos, healedNanos, nanos);
    }
}
