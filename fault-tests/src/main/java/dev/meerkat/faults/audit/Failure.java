package dev.meerkat.faults.audit;

/**
 * A read or a write that threw.
 *
 * @param process whose, as in {@link Write}
 * @param write whether it was a write
 * @param mongoFailed whether MongoDB, or the way to it, failed this very operation: then it is no fault of the cache
 * @param atNanos when it threw
 * @param what the exception, in a line
 */
public record Failure(int process, boolean write, boolean mongoFailed, long atNanos, String what) {}
