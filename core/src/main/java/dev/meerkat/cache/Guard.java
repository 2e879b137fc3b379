package dev.meerkat.cache;

/**
 * The mechanisms that keep cached values true. Each can be switched off by a test in order to see that the test notices;
 * nothing outside of tests can.
 */
public enum Guard {
    /** The whole validity rule: without it every entry found is served. */
    RULE,
    /** An entry's version is chosen before MongoDB is read, not taken from the reply. */
    ASOF_BEFORE_READ,
    /** A tag that no longer fits leaves its time behind as a floor. */
    FLOOR_ON_EVICTION,
    /** Nothing is served while the watermark has not passed a note younger than the bound. */
    GATE,
    /** What a reader has seen before is reflected in what it is served. */
    CAUSAL_PAST
}
