package dev.meerkat.cache;

/** Is told how long MongoDB took to answer a read that fills the cache. Thread-safe; quick; must not throw. */
@FunctionalInterface
public interface LoadListener {

    /** What came of a load. */
    enum Result {
        /** A result that could be cached. */
        COMPLETE,
        /** A result too large to be cached, which is streamed to its caller: the time is that of its beginning. */
        OVERSIZE,
        /** None: in time, at or after the cluster time asked for, or at all. */
        FAILED
    }

    /**
     * A load has ended.
     *
     * @param result what came of it
     * @param nanos how long it took, in nanoseconds
     */
    void loaded(Result result, long nanos);
}
