package dev.meerkat.simulation;

import dev.meerkat.cache.Dependencies;
import dev.meerkat.cache.Namespace;
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
 * What can be read.
 *
 * @param namespaces by their index
 * @param id of a document; {@link #ALL} where many are read
 */
record Target(Kind kind, List<Integer> namespaces, int id, QueryKey key, Dependencies dependencies) {

    /** How it is read. */
    enum Kind {
        /** One document by its id. */
        DOCUMENT,
        /** All documents of one collection or more. */
        ALL,
        /** Those whose value is even: a change may take a document in or out. */
        SOME,
        /** How many there are. */
        COUNT,
        /** All documents of a collection, in several batches, each of which may see a later state. */
        LARGE
    }

    static final int ALL = -1;

    private static final int RECORD = 16;

    static Target document(int namespace, int id) {
        return document(namespace, id, Tags.document(Catalog.namespace(namespace), new BsonInt32(id)), "int");
    }

    /** One document whose id the caller writes in another type of number, which is the same id. */
    static Target document(int namespace, int id, long tag, String type) {
        Namespace name = Catalog.namespace(namespace);
        QueryKey key = key(Kind.DOCUMENT + type, List.of(namespace), id);
        return new Target(Kind.DOCUMENT, List.of(namespace), id, key, Dependencies.document(name, tag));
    }

    static Target many(Kind kind, List<Integer> namespaces) {
        return new Target(
                kind,
                namespaces,
                ALL,
                key(kind.name(), namespaces, ALL),
                Dependencies.queries(namespaces.stream().map(Catalog::namespace).toList()));
    }

    /** Everything that is read in the story. */
    static List<Target> everything(boolean canonical) {
        List<Target> targets = new ArrayList<>();
        for (int namespace = 0; namespace < Catalog.NAMESPACES.size(); namespace++) {
            for (int id = 0; id < Catalog.IDS; id++) {
                targets.add(OtherIds.isOther(id) ? OtherIds.target(namespace, id, canonical) : document(namespace, id));
            }
            for (Kind kind : List.of(Kind.ALL, Kind.SOME, Kind.COUNT, Kind.LARGE)) {
                targets.add(many(kind, List.of(namespace)));
            }
        }
        targets.add(many(Kind.ALL, List.of(0, 2)));
        return targets;
    }

    boolean isDocument() {
        return kind == Kind.DOCUMENT;
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
        return isDocument() ? read(truth, snapshot, id, id + 1) : read(truth, snapshot, 0, Catalog.IDS);
    }

    /** The part of the result that has these ids, in a snapshot. */
    byte[] read(Truth truth, long snapshot, int fromId, int toId) {
        ByteArrayOutputStream documents = new ByteArrayOutputStream();
        long count = 0;
        for (int namespace : namespaces) {
            for (int i = fromId; i < toId; i++) {
                long value = truth.valueAt(namespace, i, snapshot);
                if (value != Change.ABSENT && (kind != Kind.SOME || Truth.isSome(value))) {
                    count++;
                    documents.writeBytes(ByteBuffer.allocate(RECORD)
                            .putInt(namespace)
                            .putInt(i)
                            .putLong(value)
                            .array());
                }
            }
        }
        return kind == Kind.COUNT
                ? ByteBuffer.allocate(Long.BYTES).putLong(count).array()
                : documents.toByteArray();
    }

    /** The value of a document in a result. */
    static long value(byte[] documents, int id) {
        for (ByteBuffer buffer = ByteBuffer.wrap(documents); buffer.hasRemaining(); ) {
            buffer.getInt();
            int found = buffer.getInt();
            long value = buffer.getLong();
            if (found == id) {
                return value;
            }
        }
        return Change.ABSENT;
    }

    /** Tells one result from another. */
    long digest(byte[] documents) {
        ByteBuffer buffer = ByteBuffer.wrap(documents);
        if (kind == Kind.COUNT) {
            return buffer.getLong();
        }
        long digest = 0;
        while (buffer.hasRemaining()) {
            digest += Truth.digest(buffer.getInt(), buffer.getInt(), buffer.getLong());
        }
        return digest;
    }

    /** The digest that a result has in this state. */
    long digest(Truth.State state) {
        long digest = 0;
        for (int namespace : namespaces) {
            Truth.Summary summary = state.summaries()[namespace];
            digest += switch (kind) {
                case SOME -> summary.some();
                case COUNT -> summary.count();
                default -> summary.all();
            };
        }
        return digest;
    }

    /** Changes whenever the result does. */
    long fingerprint(Truth truth) {
        return isDocument() ? truth.latest(namespaces.get(0), id) : digest(truth.latest());
    }

    @Override
    public String toString() {
        return isDocument() ? Catalog.namespace(namespaces.get(0)) + "/" + id : kind + " of " + namespaces;
    }
}
