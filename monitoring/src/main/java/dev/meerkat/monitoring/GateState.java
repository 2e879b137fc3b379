package dev.meerkat.monitoring;

/** Whether cached results are known to be true within the bound. */
public enum GateState {
    /** They are. */
    OPEN,
    /** They are not, and none is served. */
    SHUT
}
