package dev.meerkat.changes;

import dev.meerkat.cache.ClusterTime;
import dev.meerkat.cache.Invalidation;
import dev.meerkat.cache.Namespace;
import dev.meerkat.cache.Tags;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/**
 * What a change event raises. Of an event only its type, its time, its namespace and its document's {@code _id} are looked
 * at. An event of an unknown type raises its whole namespace, or everything where it names none: it is never passed over.
 * Immutable.
 */
public final class ChangeEvents {

    private final MetadataNames metadata;

    /**
     * @param metadata Meerkat's own collections, whose events raise nothing but what a mark orders
     */
    public ChangeEvents(MetadataNames metadata) {
        this.metadata = metadata;
    }

    /** The event's cluster time. */
    static long time(BsonDocument event) {
        return event.containsKey("clusterTime")
                ? ClusterTime.of(event.getTimestamp("clusterTime"))
                : ResumeTokens.clusterTime(event.getDocument("_id"));
    }

    /**
     * {@return what the event raises; empty where it is one of Meerkat's own}
     *
     * @param event as the change stream gave it
     */
    public List<Invalidation> invalidations(BsonDocument event) {
        long time = time(event);
        Namespace namespace = namespace(event, "ns");
        if (namespace != null && metadata.owns(namespace)) {
            return ofMetadata(event, namespace, time);
        }
        return switch (event.getString("operationType").getValue()) {
            case "insert", "update", "replace", "delete" -> List.of(ofDocument(event, namespace, time));
            case "rename" -> List.of(whole(event, namespace, time), whole(event, namespace(event, "to"), time));
            case "createIndexes", "dropIndexes" -> List.of();
            default -> List.of(whole(event, namespace, time));
        };
    }

    private static Invalidation ofDocument(BsonDocument event, @Nullable Namespace namespace, long time) {
        BsonValue id = id(event);
        return namespace == null || id == null
                ? whole(event, namespace, time)
                : new Invalidation.Documents(time, namespace, Tags.document(namespace, id));
    }

    private List<Invalidation> ofMetadata(BsonDocument event, Namespace namespace, long time) {
        BsonValue mark = metadata.isMarks(namespace) && !isDelete(event) ? id(event) : null;
        return mark == null || !mark.isDocument()
                ? List.of()
                : List.of(InvalidationMarks.read(mark.asDocument(), time));
    }

    private static boolean isDelete(BsonDocument event) {
        return event.getString("operationType").getValue().equals("delete");
    }

    private static Invalidation whole(BsonDocument event, @Nullable Namespace namespace, long time) {
        if (namespace != null) {
            return new Invalidation.WholeNamespace(time, namespace);
        }
        BsonDocument ns = event.getDocument("ns", new BsonDocument());
        return ns.containsKey("db")
                ? new Invalidation.WholeDatabase(time, ns.getString("db").getValue())
                : new Invalidation.Everything(time);
    }

    private static @Nullable BsonValue id(BsonDocument event) {
        return event.containsKey("documentKey")
                ? event.getDocument("documentKey").get("_id")
                : null;
    }

    private static @Nullable Namespace namespace(BsonDocument event, String field) {
        BsonDocument ns = event.getDocument(field, new BsonDocument());
        return ns.containsKey("db") && ns.containsKey("coll")
                ? new Namespace(
                        ns.getString("db").getValue(), ns.getString("coll").getValue())
                : null;
    }
}
