package dev.meerkat.cache;

/** What came of a read. */
public sealed interface Outcome {

    /**
     * There is a result, cached or on its way there.
     *
     * @param entry the result
     * @param tier where it came from
     */
    record Served(Entry entry, Tier tier) implements Outcome {}

    /**
     * The caller's own read must run, as if there were no cache.
     *
     * @param reason why
     */
    record Bypassed(BypassReason reason) implements Outcome {}

    /** Where a result came from. */
    enum Tier {
        /** This process's memory. */
        NEAR,
        /** The tier that processes share. */
        SHARED,
        /** MongoDB: this caller's read filled the cache. */
        FILLED,
        /** MongoDB: another caller's fill of the same thing was joined. */
        JOINED
    }
}
