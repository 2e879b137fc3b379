package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an update does with a document: operators, a replacement or a pipeline. */
final class Change {

    private final EmbeddedCollection collection;
    private final Document update;
    private final @Nullable Pipeline pipeline;
    private final Document options;

    private Change(EmbeddedCollection collection, Document update, @Nullable Pipeline pipeline, Document options) {
        this.collection = collection;
        this.update = update;
        this.pipeline = pipeline;
        this.options = options;
    }

    static Change of(
            Catalog catalog, EmbeddedCollection collection, @Nullable Object update, @Nullable Object arrayFilters) {
        Document options = new Document();
        options.putIfNotNull("arrayFilters", arrayFilters);
        if (update instanceof Document document) {
            if (EmbeddedCollection.isReplacement(document)) {
                StorableNames.checkReplacement(document);
            }
            Document fixed = CurrentDate.fixed(document, catalog.log().wallTime());
            return new Change(collection, fixed, null, options);
        }
        if (update instanceof List<?>) {
            List<Document> stages = Arguments.documents("u", update);
            Pipeline pipeline =
                    new Pipeline(catalog, collection.getDatabaseName(), Variables.now(stages, catalog.log()));
            return new Change(collection, new Document(), pipeline, options);
        }
        throw CommandException.failedToParse("Update argument must be either an object or an array");
    }

    boolean isReplacement() {
        return pipeline == null && EmbeddedCollection.isReplacement(update);
    }

    /** Changes a stored document, which matches the filter; returns whether that made a difference. */
    boolean apply(Document stored, Document filter) {
        if (pipeline == null) {
            return collection.update(stored, filter, update, options);
        }
        return collection.update(stored, new Document(), result(pipeline, stored.cloneDeeply()), options);
    }

    /** Inserts the document of an upsert whose filter matched nothing. */
    Document insert(Document filter) {
        if (pipeline == null) {
            return collection.upsert(filter, update, options);
        }
        Document seed = new Document();
        collectEqualities(filter, seed);
        Document document = result(pipeline, seed);
        if (!document.containsKey("_id")) {
            document.put("_id", ObjectIds.next());
        }
        collection.addDocument(document);
        return document;
    }

    private static Document result(Pipeline pipeline, Document document) {
        Object id = document.get("_id");
        Document result = pipeline.run(List.of(document).stream()).toList().get(0);
        if (id == null || result.containsKey("_id")) {
            return result;
        }
        Document withId = new Document("_id", id);
        withId.putAll(result);
        return withId;
    }

    private static void collectEqualities(Document filter, Document seed) {
        for (Map.Entry<String, Object> condition : filter.entrySet()) {
            Object value = condition.getValue();
            if (condition.getKey().equals("$and")) {
                Arguments.documents("$and", value).forEach(part -> collectEqualities(part, seed));
            } else if (!condition.getKey().startsWith("$")) {
                if (value instanceof Document operators && operators.containsKey("$eq")) {
                    Utils.changeSubdocumentValue(seed, condition.getKey(), operators.get("$eq"));
                } else if (!(value instanceof Document operators) || EmbeddedCollection.isReplacement(operators)) {
                    Utils.changeSubdocumentValue(seed, condition.getKey(), value);
                }
            }
        }
    }
}
