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

    /**
     * Reads which documents of the collection a result is made of, under the same conditions as {@link #load}. Asked only
     * where the request says by its {@link dev.meerkat.cache.ReadRequest#selection selection} that it is of use.
     *
     * @param asof the cluster time that the answer must reflect at least
     * @param most how many there may be; positive
     * @return of each a BSON document with its {@code _id}; {@link Loaded.Oversize} where there are more, or it isn't known
     * @throws PortException where that can't be had in time; the result is kept without
     */
    default Loaded loadInputs(long asof, int most) throws PortException {
        return new Loaded.Oversize();
    }

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
