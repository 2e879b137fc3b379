package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code $graphLookup}: breadth first, every document once, so cycles end. */
final class GraphLookup {

    private final Catalog catalog;
    private final String database;
    private final Arguments specification;
    private final Map<String, Object> variables;

    GraphLookup(Catalog catalog, String database, Document specification, Map<String, Object> variables) {
        this.catalog = catalog;
        this.database = database;
        this.specification = new Arguments(specification);
        this.variables = variables;
    }

    Document apply(Document document) {
        Map<Object, Document> found = new LinkedHashMap<>();
        long deepest = specification.number("maxDepth", Long.MAX_VALUE);
        List<Object> frontier = new ArrayList<>();
        collect(Expressions.evaluate(specification.fields().get("startWith"), document, variables), frontier);
        for (long depth = 0; depth <= deepest && !frontier.isEmpty(); depth++) {
            List<Object> next = new ArrayList<>();
            for (Document reached : reach(frontier)) {
                if (found.containsKey(reached.get("_id"))) {
                    continue;
                }
                if (specification.has("depthField")) {
                    reached.put(specification.string("depthField"), depth);
                }
                found.put(reached.get("_id"), reached);
                String connectFrom = specification.string("connectFromField");
                collect(Utils.getSubdocumentValueCollectionAware(reached, connectFrom), next);
            }
            frontier = next;
        }
        Document result = document.clone();
        result.put(specification.string("as"), new ArrayList<>(found.values()));
        return result;
    }

    private List<Document> reach(List<Object> values) {
        Document connected = new Document(specification.string("connectToField"), new Document("$in", values));
        Document restriction = specification.document("restrictSearchWithMatch");
        Document filter = new Document("$and", List.of(connected, restriction));
        return new Pipeline(catalog, database, List.of(new Document("$match", filter)))
                .over(specification.string("from"))
                .toList();
    }

    private static void collect(@Nullable Object value, List<Object> into) {
        if (value instanceof List<?> elements) {
            elements.forEach(element -> collect(element, into));
        } else if (value != null && !(value instanceof Missing)) {
            into.add(value);
        }
    }
}
