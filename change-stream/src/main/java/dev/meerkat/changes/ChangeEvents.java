package dev.meerkat.changes;

import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Projections;
import dev.meerkat.cache.ChangedFields;
import dev.meerkat.cache.ClusterTime;
import dev.meerkat.cache.Invalidation;
import dev.meerkat.cache.Namespace;
import dev.meerkat.cache.Tags;
import java.util.Collection;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * What a change event raises. Of an event only its type, its time, its namespace, its document's {@code _id} and the names of
 * the fields that an update touched are looked at. An event of an unknown type raises its whole namespace, or everything where it names none: it is never passed over.
 * Immutable.
 */
public final class ChangeEvents {

    private final MetadataNames metadata;

    /**
     * Judges events with these names.
     *
     * @param metadata Meerkat's own collections, whose events raise nothing but what a mark orders
     */
    public ChangeEvents(MetadataNames metadata) {
        this.metadata = metadata;
    }

    /** {@return what a stream is opened with to give of its events all that is looked at, and no more} */
    public static List<Bson> projection() {
        return List.of(Aggregates.project(Projections.fields(
                Projections.include("operationType", "clusterTime", "ns", "to", "documentKey._id"),
                UpdateDescription.projection())));
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
            case "update" -> List.of(ofDocument(event, namespace, time, UpdateDescription.paths(event)));
            case "insert", "replace", "delete" -> List.of(ofDocument(event, namespace, time, List.of()));
            case "rename" -> List.of(whole(event, namespace, time), whole(event, namespace(event, "to"), time));
            case "createIndexes", "dropIndexes" -> List.of();
            default -> List.of(whole(event, namespace, time));
        };
    }

    /** @param paths of the fields that changed; none where it may be any */
    private static Invalidation ofDocument(
            BsonDocument event, @Nullable Namespace namespace, long time, Collection<String> paths) {
        BsonValue id = id(event);
        return namespace == null || id == null
                ? whole(event, namespace, time)
                : new Invalidation.Documents(
                        time, namespace, ChangedFields.of(namespace, paths), Tags.document(namespace, id));
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
