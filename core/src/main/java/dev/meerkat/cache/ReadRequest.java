package dev.meerkat.cache;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One read that may be cached. Used by one thread. */
public interface ReadRequest {

    /**
     * {@return what stands for the read in this process: equal only for equal reads, of a class with its own equals and
     * hashCode, light to hold} May be the {@link QueryKey} itself.
     */
    Object nearKey();

    /** {@return all that tells this read from another} Asked for only when the near tier has no answer. */
    QueryKey key();

    /** {@return what any result depends on, derived from the query} */
    Dependencies dependencies();

    /** {@return whether a result may depend on less than any result: then one namespace is read} */
    default boolean narrows() {
        return false;
    }

    /**
     * {@return what this very result depends on: no more than what any result of the query does, and perhaps less}
     *
     * @param documents the result's BSON documents, one after the other; not to be changed
     * @param inputs of each document that the result was made of, a BSON document with its {@code _id}, one after the
     *     other, not to be changed; null where they are not known
     */
    default Dependencies dependenciesOf(byte[] documents, byte @Nullable [] inputs) {
        return dependencies();
    }

    /**
     * {@return what decides which documents a result is made of; null where a result's dependencies don't become fewer
     * by knowing them}
     */
    default @Nullable Dependencies selection() {
        return null;
    }

    /** {@return whether a result has in it all documents that it is made of, each with its {@code _id}} */
    default boolean showsInputs() {
        return false;
    }

    /** {@return how long the result is kept at most; positive} */
    Duration ttl();

    /** {@return how fresh the caller wants the result to be} */
    default Freshness freshness() {
        return Freshness.USUAL;
    }

    /**
     * {@return whether it shows in the statistics: true for a caller's read, false for what the cache asks for its own
     * sake}
     */
    default boolean counted() {
        return true;
    }
}
