package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Change log entries as the documents that a change stream gives, in the form of MongoDB 4.2. */
final class EventRenderer {

    private final Catalog catalog;
    private final boolean updateLookup;

    /** @param updateLookup whether an update shows the document as it is when the event is read */
    EventRenderer(Catalog catalog, boolean updateLookup) {
        this.catalog = catalog;
        this.updateLookup = updateLookup;
    }

    Document render(ChangeEntry entry) {
        Document event = new Document("_id", entry.token().toDocument())
                .append("operationType", entry.type())
                .append("clusterTime", entry.time());
        if (entry.part() != null) {
            event.append("txnNumber", entry.part().number())
                    .append("lsid", LogicalSession.describe(entry.part().session()));
        }
        if (entry.fullDocument() != null) {
            event.put("fullDocument", entry.fullDocument());
        } else if (updateLookup && entry.type().equals("update")) {
            event.put("fullDocument", current(entry));
        }
        event.put("ns", entry.namespace().toDocument());
        if (entry.to() != null) {
            event.put("to", entry.to().toDocument());
        }
        event.putIfNotNull("documentKey", entry.documentKey());
        event.putIfNotNull("updateDescription", entry.updateDescription());
        return event;
    }

    private @Nullable Document current(ChangeEntry entry) {
        EmbeddedCollection collection = catalog.collection(entry.namespace());
        Document key = entry.documentKey();
        if (collection == null || key == null) {
            return null;
        }
        List<Document> found = collection.find(key, null, 0, 1, null);
        return found.isEmpty() ? null : found.get(0);
    }

    /** The event that ends a stream: of the time of the one that caused it, and of no namespace. */
    Document invalidate(ChangeEntry cause) {
        return new Document("_id", cause.token().invalidate().toDocument())
                .append("operationType", "invalidate")
                .append("clusterTime", cause.time());
    }
}
