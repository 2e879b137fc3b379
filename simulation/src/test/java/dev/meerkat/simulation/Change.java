package dev.meerkat.simulation;

/** A document's new value; {@link #ABSENT} where it has none any more. Values are counters, never used twice. */
record Change(int namespace, int id, long value) {
    static final long ABSENT = 0;
}
