package dev.meerkat.changes;

import dev.meerkat.cache.Invalidation;
import dev.meerkat.cache.Namespace;
import dev.meerkat.cache.Tags;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * Invalidations by order of the application. An order is a document whose {@code _id} says what to invalidate, written to a
 * collection of Meerkat's own: its change event carries it, with a cluster time, over the log to every process, like
 * any other change.
 */
public final class InvalidationMarks {

    /** The collection of the marks. */
    public static final String COLLECTION = MetadataNames.PREFIX + "invalidations";

    private static final String DATABASE_FIELD = "db";
    private static final String COLLECTION_FIELD = "collection";
    private static final String ID_FIELD = "id";

    private InvalidationMarks() {}

    /** {@return the mark's {@code _id} for everything} */
    public static BsonDocument everything() {
        return new BsonDocument();
    }

    /**
     * {@return the mark's {@code _id} for a collection}
     *
     * @param namespace database and collection
     */
    public static BsonDocument collection(Namespace namespace) {
        return new BsonDocument(DATABASE_FIELD, new BsonString(namespace.database()))
                .append(COLLECTION_FIELD, new BsonString(namespace.collection()));
    }

    /**
     * {@return the mark's {@code _id} for one document}
     *
     * @param namespace database and collection
     * @param id the document's {@code _id}
     */
    public static BsonDocument document(Namespace namespace, BsonValue id) {
        return collection(namespace).append(ID_FIELD, id);
    }

    /**
     * {@return what a mark stands for}
     *
     * @param mark the mark's {@code _id}
     * @param time the mark's cluster time
     */
    public static Invalidation read(BsonDocument mark, long time) {
        if (!mark.containsKey(COLLECTION_FIELD)) {
            return new Invalidation.Everything(time);
        }
        Namespace namespace = new Namespace(
                mark.getString(DATABASE_FIELD).getValue(),
                mark.getString(COLLECTION_FIELD).getValue());
        BsonValue id = mark.get(ID_FIELD);
        return id == null
                ? new Invalidation.WholeNamespace(time, namespace)
                : new Invalidation.Documents(time, namespace, Tags.document(namespace, id));
    }
}
