package dev.meerkat.cache;

import dev.meerkat.cache.spi.Loader;

/** How a served hit is read again by the {@link Audit}: the same read, from MongoDB. Used by one thread at a time. */
public interface Reread extends Loader {

    /** {@return all that tells this read from another} */
    QueryKey key();

    /**
     * {@return whether the documents determine the result, up to the order of its documents} Where MongoDB may choose,
     * such as which ten of twenty documents a limit leaves, another result proves nothing.
     */
    boolean isDetermined();
}
