package dev.meerkat.cache;

import java.time.Duration;

/** One read that may be cached. Used by one thread. */
public interface ReadRequest {

    /**
     * What stands for the read in this process: equal only for equal reads, of a class with its own equals and hashCode,
     * light to hold. May be the {@link QueryKey} itself.
     */
    Object nearKey();

    /** All that tells this read from another. Asked for only when the near tier has no answer. */
    QueryKey key();

    /** What the result depends on, derived from the query. */
    Dependencies dependencies();

    /** How long the result is kept at most; positive. */
    Duration ttl();

    /** How fresh the caller wants the result to be. */
    default Freshness freshness() {
        return Freshness.USUAL;
    }

    /** Whether it shows in the statistics: true for a caller's read, false for what the cache asks for its own sake. */
    default boolean counted() {
        return true;
    }
}
