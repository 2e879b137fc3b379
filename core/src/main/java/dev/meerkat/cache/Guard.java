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
    CAUSAL_PAST,
    /** What a reader has seen before is part of the version at which MongoDB is read. */
    PAST_IN_VERSION,
    /** Nothing more can come at what a reader has seen: the watermark must have passed it, not only have reached it. */
    PAST_STRICTLY_PASSED,
    /** The floors are part of the version at which MongoDB is read. */
    FLOORS_IN_VERSION,
    /** A note counts once the watermark has passed it, not only reached it. */
    NOTE_STRICTLY_PASSED,
    /** A reader's own bound holds instead of the gate's. */
    OWN_BOUND,
    /** The gate and the watermark are looked at before tags and floors are. */
    GATE_LOOKED_AT_FIRST,
    /** Nothing is served from a database whose changes are not told. */
    COVERAGE,
    /** Of a database that is newly covered, nothing from before is known. */
    FLOOR_ON_NEW_COVERAGE,
    /** Another caller's fill is joined only where the rule would serve its version now. */
    FLIGHT_JOINED_BY_RULE,
    /** Of two entries under a key the one with the later version stays. */
    LATER_VERSION_STAYS,
    /** What changed while a query read its namespace invalidates the result, whatever the query looks at. */
    NARROW_UNLESS_DISTURBED,
    /** Documents that a result is made of because the one before was count as of the read that told them. */
    INPUTS_AS_OF_THEIR_READ,
    /** Of several processes that miss the same thing at once one loads it. Spares MongoDB; what is served is true without. */
    FILL_LEASE
}
