package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Document;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code $lookup} by equal fields, by a pipeline with variables, or by both. */
final class Lookup {

    private final Catalog catalog;
    private final String database;
    private final Arguments specification;
    private final Map<String, Object> variables;

    Lookup(Catalog catalog, String database, Document specification, Map<String, Object> variables) {
        this.catalog = catalog;
        this.database = database;
        this.specification = new Arguments(specification);
        this.variables = variables;
        boolean byFields = this.specification.has("localField") && this.specification.has("foreignField");
        if (!byFields && !this.specification.has("pipeline")) {
            throw CommandException.failedToParse(
                    "$lookup requires both 'localField' and 'foreignField', or a 'pipeline'");
        }
    }

    Document apply(Document document) {
        String from = specification.string("from");
        Stream<Document> found;
        if (specification.has("localField")) {
            Document filter = condition(specification.string("foreignField"), localValue(document));
            Pipeline match = new Pipeline(catalog, database, List.of(new Document("$match", filter)));
            found = match.over(from);
            if (specification.has("pipeline")) {
                found = pipeline(document).run(found);
            }
        } else {
            found = pipeline(document).over(from);
        }
        Document result = document.clone();
        result.put(specification.string("as"), found.toList());
        return result;
    }

    private @Nullable Object localValue(Document document) {
        Object value = Utils.getSubdocumentValueCollectionAware(document, specification.string("localField"));
        return value instanceof Missing ? null : value;
    }

    /** A filter for the field to equal the value, or one of its elements. */
    static Document condition(String field, @Nullable Object value) {
        if (value instanceof List<?>) {
            return new Document(field, new Document("$in", value));
        }
        boolean special = value instanceof Document || BsonRegularExpression.isRegularExpression(value);
        return new Document(field, special ? new Document("$eq", value) : value);
    }

    private Pipeline pipeline(Document document) {
        Map<String, Object> inner = new HashMap<>(variables);
        specification.document("let").forEach((name, expression) -> {
            Object value = Expressions.evaluate(expression, document, variables);
            inner.put("$" + name, value instanceof Missing ? null : value);
        });
        return new Pipeline(catalog, database, specification.documents("pipeline"), inner);
    }
}
