package dev.meerkat.cache.spi;

/** Reads MongoDB for one cached read. Used once, by one thread. */
public interface Loader {

    /**
     * Runs the read with majority read concern, at or after a cluster time, within a deadline of its own.
     *
     * @param asof the cluster time that the result must reflect at least
     * @return the result, with the reply's operation time
     * @throws PortException where that can't be had in time; the caller's own read is run instead, uncached
     */
    Loaded load(long asof) throws PortException;

    /** What came of it. */
    sealed interface Loaded {

        /**
         * The whole result.
         *
         * @param documents the result's BSON documents, one after the other; empty where nothing was found
         * @param operationTime the reply's operation time
         */
        @SuppressWarnings("ArrayRecordComponent")
        record Complete(byte[] documents, long operationTime) implements Loaded {}

        /** The result is too large to be cached: the caller's own read is run instead. */
        record Oversize() implements Loaded {}
    }
}
