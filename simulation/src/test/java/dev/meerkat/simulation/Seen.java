package dev.meerkat.simulation;

import dev.meerkat.cache.ClusterTime;
import java.util.Arrays;
import java.util.List;

/** What a client has seen, by its own writes and by what it has read: what it reads next must not be older. */
final class Seen {

    private static final int IDS = Catalog.IDS;

    private final long[] documents = new long[Catalog.NAMESPACES.size() * IDS];

    /** The same but for the client's updates of what no narrow query looks at. */
    private final long[] lookedAt = new long[documents.length];

    /** The client's writes were acknowledged. */
    void wrote(List<Change> changes, long time) {
        for (Change change : changes) {
            if (change.paths().equals(List.of(Fields.W))) {
                documents[slot(change.namespace(), change.id())] =
                        ClusterTime.max(documents[slot(change.namespace(), change.id())], time);
            } else {
                saw(change.namespace(), change.id(), time);
            }
        }
    }

    /** The client has read a state of one document. */
    void saw(int namespace, int id, long time) {
        int slot = slot(namespace, id);
        documents[slot] = ClusterTime.max(documents[slot], time);
        lookedAt[slot] = ClusterTime.max(lookedAt[slot], time);
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

    /**
     * The oldest state that a query's result may be of: the latest that was seen. An update of what a narrow query doesn't look
     * at counts for the documents in its result alone.
     */
    long requiredOfQuery(Target target) {
        return latest(target, target.isNarrow() ? lookedAt : documents);
    }

    /** The latest that was seen of all that makes a result. */
    long requiredOfAll(Target target) {
        return latest(target, documents);
    }

    private static long latest(Target target, long[] times) {
        return target.namespaces().stream()
                .flatMapToLong(namespace -> Arrays.stream(times, namespace * IDS, (namespace + 1) * IDS))
                .reduce(ClusterTime.NONE, ClusterTime::max);
    }

    private static int slot(int namespace, int id) {
        return namespace * IDS + id;
    }

    /** What is later than this cluster time was rolled back: nothing can be demanded for having seen it. */
    void rollBack(long time) {
        for (int i = 0; i < documents.length; i++) {
            documents[i] = ClusterTime.isAfter(documents[i], time) ? ClusterTime.NONE : documents[i];
            lookedAt[i] = ClusterTime.isAfter(lookedAt[i], time) ? ClusterTime.NONE : lookedAt[i];
        }
    }
}
