package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.backend.aggregation.Aggregation;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.NoopOplog;
import dev.meerkat.embedded.internal.query.Filter;
import dev.meerkat.embedded.internal.query.SortOrder;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An aggregation pipeline, stage by stage: the library's stages one at a time, and between them those that the library
 * lacks or that hold pipelines themselves.
 */
final class Pipeline {

    private final Catalog catalog;
    private final String database;
    private final List<Document> stages;
    private final Map<String, Object> variables;

    Pipeline(Catalog catalog, String database, List<Document> stages) {
        this(catalog, database, stages, Map.of());
    }

    /** @param variables values of the variables of an enclosing {@code $lookup}, by name */
    Pipeline(Catalog catalog, String database, List<Document> stages, Map<String, Object> variables) {
        this.catalog = catalog;
        this.database = database;
        this.stages = stages;
        this.variables = variables;
    }

    /** Runs over the documents of a collection or view; those of a missing one are none. */
    Stream<Document> over(String collection) {
        Namespace namespace = new Namespace(database, collection);
        EmbeddedCollection source = catalog.collection(namespace);
        if (source == null) {
            return run(Stream.empty());
        }
        if (!stages.isEmpty() && stages.get(0).get("$match") instanceof Document filter && variables.isEmpty()) {
            Stream<Document> found = source.find(filter, null, 0, 0, null).stream();
            return rest().run(found.map(Document::cloneDeeply));
        }
        return run(source.queryAllAsStream().map(Document::cloneDeeply));
    }

    private Pipeline rest() {
        return new Pipeline(catalog, database, stages.subList(1, stages.size()), variables);
    }

    Stream<Document> run(Stream<Document> documents) {
        Stream<Document> result = documents;
        for (Document stage : stages) {
            if (stage.size() != 1) {
                throw CommandException.location(
                        40323, "A pipeline stage specification object must contain exactly one field.");
            }
            result = run(stage, result);
        }
        return result;
    }

    private Stream<Document> run(Document stage, Stream<Document> documents) {
        String name = stage.keySet().iterator().next();
        Object value = stage.get(name);
        return switch (name) {
            case "$match" -> {
                Filter filter = Expressions.filter(specification(name, value), variables);
                yield documents.filter(filter::matches);
            }
            case "$sort" -> {
                SortOrder order = SortOrder.of(specification(name, value));
                yield order == null ? library(stage, documents) : documents.sorted(order);
            }
            case "$set", "$addFields" -> documents.map(new SetFields(value, variables)::apply);
            case "$project" -> documents.map(new ProjectStage(value, variables)::apply);
            case "$replaceWith" -> library(new Document("$replaceRoot", new Document("newRoot", value)), documents);
            case "$lookup" ->
                documents.map(new Lookup(catalog, database, specification(name, value), variables)::apply);
            case "$graphLookup" ->
                documents.map(new GraphLookup(catalog, database, specification(name, value), variables)::apply);
            case "$unionWith" -> Stream.concat(documents, union(value));
            case "$facet" -> facet(specification(name, value), documents);
            case "$out" -> {
                new WriteStages(catalog, database).out(value, documents);
                yield Stream.empty();
            }
            case "$merge" -> {
                new WriteStages(catalog, database).merge(value, documents, variables);
                yield Stream.empty();
            }
            default -> library(stage, documents);
        };
    }

    private static Document specification(String stage, @Nullable Object value) {
        if (value instanceof Document document) {
            return document;
        }
        throw CommandException.failedToParse("the " + stage + " stage specification must be an object");
    }

    private Stream<Document> union(@Nullable Object value) {
        Arguments with = new Arguments(value instanceof Document given ? given : new Document("coll", value));
        return new Pipeline(catalog, database, with.documents("pipeline"), variables).over(with.string("coll"));
    }

    private Stream<Document> facet(Document facets, Stream<Document> documents) {
        List<Document> all = documents.toList();
        Document result = new Document();
        for (String facet : facets.keySet()) {
            List<Document> inner = new Arguments(facets).documents(facet);
            Stream<Document> copies = all.stream().map(Document::cloneDeeply);
            result.put(
                    facet,
                    new Pipeline(catalog, database, inner, variables)
                            .run(copies)
                            .toList());
        }
        return Stream.of(result);
    }

    /** Refuses a stage that writes anywhere but at the end. */
    static void checkEnd(List<Document> stages) {
        for (int i = 0; i < stages.size() - 1; i++) {
            if (stages.get(i).containsKey("$out") || stages.get(i).containsKey("$merge")) {
                throw CommandException.location(
                        40601,
                        stages.get(i).keySet().iterator().next() + " can only be the final stage in the pipeline");
            }
        }
    }

    private Stream<Document> library(Document stage, Stream<Document> documents) {
        Aggregation aggregation = Aggregation.fromPipeline(
                List.of(stage), catalog::database, catalog.database(database), null, NoopOplog.get());
        if (!variables.isEmpty()) {
            aggregation.setVariables(variables);
        }
        return aggregation.runStagesAsStream(documents);
    }
}
