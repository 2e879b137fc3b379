package dev.meerkat.simulation;

import dev.meerkat.cache.ClusterTime;
import java.util.Arrays;
import java.util.List;

/** What a client has seen, by its own writes and by what it has read: what it reads next must not be older. */
final class Seen {

    private static final int IDS = Catalog.IDS;

    private final long[] documents = new long[Catalog.NAMESPACES.size() * IDS];

    /** The client's writes were acknowledged. */
    void wrote(List<Change> changes, long time) {
        for (Change change : changes) {
            saw(change.namespace(), change.id(), time);
        }
    }

    /** The client has read a state of one document. */
    void saw(int namespace, int id, long time) {
        int slot = namespace * IDS + id;
        documents[slot] = ClusterTime.max(documents[slot], time);
    }

    /** The client has read a state of a whole collection. */
    void sawAll(int namespace, long time) {
        for (int id = 0; id < IDS; id++) {
            saw(namespace, id, time);
        }
    }

    /** What of a document must be reflected in a result that is read from now on: everything up to this cluster time. */
    long required(int namespace, int id) {
        return documents[namespace * IDS + id];
    }

    /** The same for each of the documents that make a result; one for a document, those of all collections for a query. */
    long[] required(Target target) {
        if (target.isDocument()) {
            return new long[] {required(target.namespaces().get(0), target.id())};
        }
        return target.namespaces().stream()
                .flatMapToLong(namespace -> Arrays.stream(documents, namespace * IDS, (namespace + 1) * IDS))
                .toArray();
    }

    /** What is later than this cluster time was rolled back: nothing can be demanded for having seen it. */
    void rollBack(long time) {
        for (int i = 0; i < documents.length; i++) {
            documents[i] = ClusterTime.isAfter(documents[i], time) ? ClusterTime.NONE : documents[i];
        }
    }
}
