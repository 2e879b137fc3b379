package dev.meerkat.faults.audit;

/** Where a result came from. */
public enum Source {
    /** The process's own memory. */
    NEAR,
    /** Redis. */
    SHARED,
    /** MongoDB, for the cache, or somebody else's read of it that was joined. */
    MONGODB,
    /** MongoDB, past the cache. */
    BYPASSED
}
