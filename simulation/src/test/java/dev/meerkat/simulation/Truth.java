package dev.meerkat.simulation;

import java.util.ArrayList;
import java.util.List;

/** Every version that a document ever had, and every state that the collections ever had, in MongoDB's order. */
final class Truth {

    /** A document's value from a cluster time on. */
    record Version(long time, long committedAt, long appendedAt, long value) {}

    /**
     * What tells a collection's states from one another.
     *
     * @param all a digest of its documents
     * @param some a digest of those that a filter lets through
     * @param count how many there are
     * @param sum of one field's values
     * @param sumOfSome of the other field's values, in those that the filter lets through
     */
    record Summary(long all, long some, long count, long sum, long sumOfSome) {
        static final Summary EMPTY = new Summary(0, 0, 0, 0, 0);

        Summary with(int namespace, int id, long value, int sign) {
            if (value == Change.ABSENT) {
                return this;
            }
            long digest = sign * digest(namespace, id, value);
            boolean isSome = isSome(value);
            return new Summary(
                    all + digest,
                    some + (isSome ? digest : 0),
                    count + sign,
                    sum + sign * Fields.v(value),
                    sumOfSome + (isSome ? sign * Fields.w(value) : 0));
        }
    }

    /** The collections from a cluster time on. */
    record State(long time, long committedAt, long appendedAt, Summary[] summaries) {}

    private static final Version BEGINNING = new Version(0, Long.MIN_VALUE, Long.MIN_VALUE, Change.ABSENT);

    private final List<List<Version>> versions = new ArrayList<>();
    private final List<State> states = new ArrayList<>();
    private long rolledBackAt = Long.MIN_VALUE;

    Truth() {
        for (int i = 0; i < Catalog.NAMESPACES.size() * Catalog.IDS; i++) {
            versions.add(new ArrayList<>(List.of(BEGINNING)));
        }
        Summary[] empty = new Summary[Catalog.NAMESPACES.size()];
        java.util.Arrays.fill(empty, Summary.EMPTY);
        states.add(new State(0, Long.MIN_VALUE, Long.MIN_VALUE, empty));
    }

    List<Version> versions(int namespace, int id) {
        return versions.get(namespace * Catalog.IDS + id);
    }

    List<State> states() {
        return states;
    }

    State latest() {
        return states.get(states.size() - 1);
    }

    long latest(int namespace, int id) {
        List<Version> all = versions(namespace, id);
        return all.get(all.size() - 1).value();
    }

    /** The value that a snapshot at this cluster time holds. */
    long valueAt(int namespace, int id, long time) {
        List<Version> all = versions(namespace, id);
        int i = all.size() - 1;
        while (Long.compareUnsigned(all.get(i).time(), time) > 0) {
            i--;
        }
        return all.get(i).value();
    }

    void add(Op op) {
        if (op.changes().isEmpty()) {
            return;
        }
        Summary[] summaries = latest().summaries().clone();
        for (Change change : op.changes()) {
            int namespace = change.namespace();
            summaries[namespace] = summaries[namespace]
                    .with(namespace, change.id(), latest(namespace, change.id()), -1)
                    .with(namespace, change.id(), change.value(), 1);
            versions(namespace, change.id())
                    .add(new Version(op.time(), op.committedAt(), op.appendedAt(), change.value()));
        }
        states.add(new State(op.time(), op.committedAt(), op.appendedAt(), summaries));
    }

    /** What is later than this cluster time has never been: no majority had it. */
    void rollBack(long time, long at) {
        versions.forEach(all -> all.removeIf(version -> Long.compareUnsigned(version.time(), time) > 0));
        states.removeIf(state -> Long.compareUnsigned(state.time(), time) > 0);
        rolledBackAt = at;
    }

    /** When, in simulated time, anything was rolled back last. */
    long rolledBackAt() {
        return rolledBackAt;
    }

    /** Whether a collection had changed after this cluster time, and the majority knew before this simulated time. */
    boolean isChanged(int namespace, long after, long known) {
        for (int id = 0; id < Catalog.IDS; id++) {
            List<Version> all = versions(namespace, id);
            for (int i = all.size() - 1;
                    i >= 0 && Long.compareUnsigned(all.get(i).time(), after) > 0;
                    i--) {
                if (all.get(i).committedAt() < known) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether a filter lets this value through. It looks at one field, which an absent document has not. */
    static boolean isSome(long value) {
        return value != Change.ABSENT && Fields.v(value) % 2 == 0;
    }

    /** Digests of documents add up to the digest of a collection. */
    static long digest(int namespace, int id, long value) {
        if (value == Change.ABSENT) {
            return 0;
        }
        long h = (value * 31 + id) * 31 + namespace + 1;
        h = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
        return h ^ (h >>> 29);
    }
}
