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
        /** Those that a filter lets through: a change may take a document in or out. */
        SOME,
        /** The same, where it is known that the filter looks at one field only. */
        SOME_BY_FIELD,
        /** How many there are. */
        COUNT,
        /** The sum of a field's values, where it is known that no other field is looked at. */
        SUM,
        /** The sum of a field's values over those that a filter lets through, which looks at the other field only. */
        SUM_OF_SOME,
        /** All documents of a collection, in several batches, each of which may see a later state. */
        LARGE
    }

    static final int ALL = -1;

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

    /** The same read under another key, which nobody else reads. */
    Target ofItsOwn() {
        return new Target(kind, namespaces, id, key(kind + " of a test", namespaces, id), dependencies);
    }

    /** Everything that is read in the story. */
    static List<Target> everything(boolean canonical) {
        List<Target> targets = new ArrayList<>();
        for (int namespace = 0; namespace < Catalog.NAMESPACES.size(); namespace++) {
            for (int id = 0; id < Catalog.IDS; id++) {
                targets.add(OtherIds.isOther(id) ? OtherIds.target(namespace, id, canonical) : document(namespace, id));
            }
            for (Kind kind : List.of(
                    Kind.ALL, Kind.SOME, Kind.SOME_BY_FIELD, Kind.COUNT, Kind.SUM, Kind.SUM_OF_SOME, Kind.LARGE)) {
                targets.add(many(kind, List.of(namespace)));
            }
        }
        targets.add(many(Kind.ALL, List.of(0, 2)));
        return targets;
    }

    boolean isDocument() {
        return kind == Kind.DOCUMENT;
    }

    /** Whether it is known which fields it looks at. */
    boolean isNarrow() {
        return kind == Kind.SOME_BY_FIELD || isSum();
    }

    private boolean isSum() {
        return kind == Kind.SUM || kind == Kind.SUM_OF_SOME;
    }

    /** Whether its result is of documents, and not made of them. */
    boolean givesDocuments() {
        return kind != Kind.COUNT && !isSum();
    }

    private boolean isFiltered() {
        return kind == Kind.SOME || kind == Kind.SOME_BY_FIELD || kind == Kind.SUM_OF_SOME;
    }

    /** The documents that its result is made of. */
    Target inputs() {
        return many(Kind.SOME_BY_FIELD, namespaces);
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
        long sum = 0;
        for (int namespace : namespaces) {
            for (int i = fromId; i < toId; i++) {
                long value = truth.valueAt(namespace, i, snapshot);
                if (isFiltered() ? Truth.isSome(value) : value != Change.ABSENT) {
                    count++;
                    sum += kind == Kind.SUM ? Fields.v(value) : Fields.w(value);
                    documents.writeBytes(Documents.document(namespace, i, value));
                }
            }
        }
        return givesDocuments() ? documents.toByteArray() : number(isSum() ? sum : count);
    }

    /** A result that is one. */
    static byte[] number(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    /** The value of a document in a result. */
    static long value(byte[] result, int id) {
        Documents documents = new Documents(result);
        for (int i = 0; i < documents.count(); i++) {
            if (documents.id(i) == id) {
                return documents.value(i);
            }
        }
        return Change.ABSENT;
    }

    /** Tells one result from another. */
    long digest(byte[] result) {
        if (!givesDocuments()) {
            return ByteBuffer.wrap(result).getLong();
        }
        Documents documents = new Documents(result);
        long digest = 0;
        for (int i = 0; i < documents.count(); i++) {
            digest += Truth.digest(documents.namespace(i), documents.id(i), documents.value(i));
        }
        return digest;
    }

    /** The digest that a result has in this state. */
    long digest(Truth.State state) {
        return digest(kind, state);
    }

    private long digest(Kind of, Truth.State state) {
        long digest = 0;
        for (int namespace : namespaces) {
            Truth.Summary summary = state.summaries()[namespace];
            digest += switch (of) {
                case SOME, SOME_BY_FIELD -> summary.some();
                case COUNT -> summary.count();
                case SUM -> summary.sum();
                case SUM_OF_SOME -> summary.sumOfSome();
                default -> summary.all();
            };
        }
        return digest;
    }

    /** Changes whenever the result has to go: where it isn't known what is looked at, with any of the documents. */
    long fingerprint(Truth truth) {
        if (isDocument()) {
            return truth.latest(namespaces.get(0), id);
        }
        return digest(isNarrow() ? kind : Kind.ALL, truth.latest());
    }

    @Override
    public String toString() {
        return isDocument() ? Catalog.namespace(namespaces.get(0)) + "/" + id : kind + " of " + namespaces;
    }
}
