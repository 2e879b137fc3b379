package dev.meerkat.simulation;

import dev.meerkat.cache.Dependencies;
import dev.meerkat.cache.QueryKey;
import dev.meerkat.cache.Tags;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;

/**
 * What can be read: one document by its id, or all documents of one collection or more.
 *
 * @param namespaces by their index
 * @param id {@link #ALL} for all documents
 */
record Target(List<Integer> namespaces, int id, QueryKey key, Dependencies dependencies) {

    static final int ALL = -1;

    private static final int RECORD = 16;

    static Target document(int namespace, int id) {
        return new Target(
                List.of(namespace),
                id,
                key("find", List.of(namespace), id),
                Dependencies.document(
                        Catalog.namespace(namespace), Tags.document(Catalog.namespace(namespace), new BsonInt32(id))));
    }

    static Target all(List<Integer> namespaces) {
        return new Target(
                namespaces,
                ALL,
                key("count", namespaces, ALL),
                Dependencies.queries(namespaces.stream().map(Catalog::namespace).toList()));
    }

    /** Everything that is read in the story. */
    static List<Target> everything() {
        List<Target> targets = new ArrayList<>();
        for (int namespace = 0; namespace < Catalog.NAMESPACES.size(); namespace++) {
            for (int id = 0; id < Catalog.IDS; id++) {
                targets.add(document(namespace, id));
            }
            targets.add(all(List.of(namespace)));
        }
        targets.add(all(List.of(0, 2)));
        return targets;
    }

    boolean isDocument() {
        return id != ALL;
    }

    private static QueryKey key(String operation, List<Integer> namespaces, int id) {
        BsonArray names = new BsonArray();
        namespaces.forEach(namespace ->
                names.add(new BsonString(Catalog.namespace(namespace).fullName())));
        return QueryKey.of(new BsonDocument("operation", new BsonString(operation))
                .append("namespaces", names)
                .append("id", new BsonInt32(id)));
    }

    /** The result in a snapshot. */
    byte[] read(Truth truth, long snapshot) {
        ByteArrayOutputStream documents = new ByteArrayOutputStream();
        for (int namespace : namespaces) {
            for (int i = isDocument() ? id : 0; i < (isDocument() ? id + 1 : Catalog.IDS); i++) {
                long value = truth.valueAt(namespace, i, snapshot);
                if (value != Change.ABSENT) {
                    documents.writeBytes(ByteBuffer.allocate(RECORD)
                            .putInt(namespace)
                            .putInt(i)
                            .putLong(value)
                            .array());
                }
            }
        }
        return documents.toByteArray();
    }

    /** The value in a document's result. */
    static long value(byte[] documents) {
        return documents.length == 0
                ? Change.ABSENT
                : ByteBuffer.wrap(documents).getLong(8);
    }

    /** The digest of all documents in a result. */
    static long digest(byte[] documents) {
        long digest = 0;
        for (ByteBuffer buffer = ByteBuffer.wrap(documents); buffer.hasRemaining(); ) {
            digest += Truth.digest(buffer.getInt(), buffer.getInt(), buffer.getLong());
        }
        return digest;
    }

    /** The digest that a result has in this state. */
    long digest(Truth.State state) {
        return namespaces.stream()
                .mapToLong(namespace -> state.digests()[namespace])
                .sum();
    }

    /** Changes whenever the result does. */
    long fingerprint(Truth truth) {
        return isDocument()
                ? truth.latest(namespaces.get(0), id)
                : digest(truth.states().get(truth.states().size() - 1));
    }

    @Override
    public String toString() {
        return isDocument() ? Catalog.namespace(namespaces.get(0)) + "/" + id : "all of " + namespaces;
    }
}
