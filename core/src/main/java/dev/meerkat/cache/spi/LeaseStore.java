package dev.meerkat.cache.spi;

import org.jspecify.annotations.Nullable;

/**
 * Where the lease document is kept: on the primary, written with majority. Every change is one atomic compare-and-set;
 * what to compare and what to set is the caller's decision. Thread-safe.
 */
public interface LeaseStore {

    /**
     * {@return the lease as the primary has it now}
     *
     * @throws PortException where it can't be done, or can't be said to be done
     */
    Reading read() throws PortException;

    /**
     * Inserts a lease with term 0 and beat 0 that nobody holds, unless there is one.
     *
     * @throws PortException where it can't be done, or can't be said to be done
     */
    void insertIfAbsent() throws PortException;

    /**
     * Changes the lease, and counts one beat, if and only if it is as expected.
     *
     * @param expected what has to be there
     * @param change what becomes of it
     * @return the lease after the change, or null where it was not as expected
     * @throws PortException where it can't be said whether it was changed: that is not success
     */
    @Nullable
    Lease compareAndSet(Expected expected, Change change) throws PortException;

    /**
     * What was read.
     *
     * @param lease null where there is none
     * @param operationTime the reply's operation time
     */
    record Reading(@Nullable Lease lease, long operationTime) {}

    /**
     * What must hold for a change; null stands for "whatever".
     *
     * @param term the term seen
     * @param beat the beat seen
     * @param holder the holder seen
     */
    record Expected(
            long term, @Nullable Long beat, @Nullable String holder) {}

    /**
     * What the lease becomes.
     *
     * @param holder the new holder; null gives the lease back
     * @param term the new term
     * @param patienceMillis after how long without a sign of life the new holder counts as gone
     * @param checkpoint the new checkpoint; null leaves it as it is
     */
    record Change(
            @Nullable String holder,
            long term,
            long patienceMillis,
            @Nullable Checkpoint checkpoint) {}
}
