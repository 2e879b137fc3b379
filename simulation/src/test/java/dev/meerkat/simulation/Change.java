package dev.meerkat.simulation;

import java.util.List;

/**
 * A document's new value; {@link #ABSENT} where it has none any more. Values are made of counters, and never used twice.
 *
 * @param paths of the fields that an update touched; none where the document came, went, or was replaced
 */
record Change(int namespace, int id, long value, List<String> paths) {
    static final long ABSENT = 0;

    /** The document comes, goes, or is replaced. */
    Change(int namespace, int id, long value) {
        this(namespace, id, value, List.of());
    }
}
