package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The stages that write: {@code $out} and {@code $merge}. They give no documents on. */
final class WriteStages {

    private final Catalog catalog;
    private final String database;

    WriteStages(Catalog catalog, String database) {
        this.catalog = catalog;
        this.database = database;
    }

    /** Writes a new collection under a temporary name, then gives it the name of the old one. */
    void out(@Nullable Object target, Stream<Document> documents) {
        Namespace to = target(target);
        List<Document> all = documents.toList();
        Namespace hidden = new Namespace(to.database(), "tmp.agg_out." + catalog.nextTemporary());
        EmbeddedCollection old = catalog.collection(to);
        if (old != null) {
            catalog.isolation().checkUnused(old);
        }
        EmbeddedCollection fresh = catalog.create(hidden, old == null ? CollectionSettings.none() : old.settings());
        if (old != null) {
            List<Document> indexes = new ArrayList<>(old.indexDescriptions().values());
            new Indexes(catalog).create(hidden, indexes);
        }
        try {
            all.forEach(fresh::addDocument);
        } catch (CommandException e) {
            catalog.drop(hidden);
            throw e;
        }
        catalog.rename(hidden, to, true);
    }

    private Namespace target(@Nullable Object target) {
        if (target instanceof String collection) {
            return new Namespace(database, collection);
        }
        if (target instanceof Document document) {
            Arguments names = new Arguments(document);
            return new Namespace(names.has("db") ? names.string("db") : database, names.string("coll"));
        }
        throw CommandException.failedToParse("the target of $out or $merge must be a string or an object");
    }

    void merge(@Nullable Object value, Stream<Document> documents, Map<String, Object> variables) {
        Arguments options = new Arguments(value instanceof Document given ? given : new Document("into", value));
        Namespace into = target(options.fields().get("into"));
        EmbeddedCollection collection = catalog.collectionForWrite(into);
        List<?> on = options.fields().get("on") instanceof List<?> list
                ? list
                : List.of(options.has("on") ? options.string("on") : "_id");
        for (Document document : documents.toList()) {
            Document source = document.containsKey("_id") ? document : withNewId(document);
            Document filter = new Document();
            for (Object field : on) {
                Object key = Utils.getSubdocumentValue(source, (String) field);
                filter.put((String) field, key instanceof Missing ? null : key);
            }
            List<Document> existing = collection.find(filter, null, 0, 1, null);
            if (existing.isEmpty()) {
                insert(options, collection, source);
            } else {
                combine(options, collection, existing.get(0), source, variables);
            }
        }
    }

    private static Document withNewId(Document document) {
        Document result = new Document("_id", ObjectIds.next());
        result.putAll(document);
        return result;
    }

    private static void insert(Arguments options, EmbeddedCollection collection, Document source) {
        String mode = options.has("whenNotMatched") ? options.string("whenNotMatched") : "insert";
        switch (mode) {
            case "insert" -> collection.addDocument(source);
            case "discard" -> {}
            case "fail" ->
                throw CommandException.of(
                        13113,
                        "MergeStageNoMatchingDocument",
                        "$merge could not find a matching document in the target collection for at least one document");
            default -> throw CommandException.badValue("unknown whenNotMatched: " + mode);
        }
    }

    private void combine(
            Arguments options,
            EmbeddedCollection collection,
            Document stored,
            Document source,
            Map<String, Object> variables) {
        Object mode = options.has("whenMatched") ? options.fields().get("whenMatched") : "merge";
        if (mode instanceof List<?>) {
            Map<String, Object> inner = new HashMap<>(variables);
            inner.put("$new", source);
            options.document("let")
                    .forEach((name, expression) ->
                            inner.put("$" + name, Expressions.evaluate(expression, source, variables)));
            List<Document> stages = Arguments.documents("whenMatched", mode);
            Pipeline pipeline = new Pipeline(catalog, database, stages, inner);
            replace(
                    collection,
                    stored,
                    pipeline.run(Stream.of(stored.cloneDeeply())).toList().get(0));
            return;
        }
        switch (String.valueOf(mode)) {
            case "merge" -> {
                Document merged = stored.cloneDeeply();
                merged.putAll(source);
                replace(collection, stored, merged);
            }
            case "replace" -> replace(collection, stored, source);
            case "keepExisting" -> {}
            case "fail" ->
                throw CommandException.of(
                        11000, "DuplicateKey", "$merge found a document that exists: " + stored.get("_id"));
            default -> throw CommandException.badValue("unknown whenMatched: " + mode);
        }
    }

    private static void replace(EmbeddedCollection collection, Document stored, Document replacement) {
        collection.update(stored, new Document(), replacement, new Document());
    }
}
