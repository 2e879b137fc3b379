package dev.meerkat.simulation;

import java.util.ArrayList;
import java.util.List;

/** Every version that a document ever had, and every state that the collections ever had, in MongoDB's order. */
final class Truth {

    /** A document's value from a cluster time on. */
    record Version(long time, long committedAt, long appendedAt, long value) {}

    /** The collections' digests from a cluster time on. */
    record State(long time, long committedAt, long appendedAt, long[] digests) {}

    private static final Version BEGINNING = new Version(0, Long.MIN_VALUE, Long.MIN_VALUE, Change.ABSENT);

    private final List<List<Version>> versions = new ArrayList<>();
    private final List<State> states = new ArrayList<>();

    Truth() {
        for (int i = 0; i < Catalog.NAMESPACES.size() * Catalog.IDS; i++) {
            versions.add(new ArrayList<>(List.of(BEGINNING)));
        }
        states.add(new State(0, Long.MIN_VALUE, Long.MIN_VALUE, new long[Catalog.NAMESPACES.size()]));
    }

    List<Version> versions(int namespace, int id) {
        return versions.get(namespace * Catalog.IDS + id);
    }

    List<State> states() {
        return states;
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
        long[] digests = states.get(states.size() - 1).digests().clone();
        for (Change change : op.changes()) {
            int namespace = change.namespace();
            digests[namespace] -= digest(namespace, change.id(), latest(namespace, change.id()));
            digests[namespace] += digest(namespace, change.id(), change.value());
            versions(namespace, change.id())
                    .add(new Version(op.time(), op.committedAt(), op.appendedAt(), change.value()));
        }
        states.add(new State(op.time(), op.committedAt(), op.appendedAt(), digests));
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
