package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.backend.BsonType;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.backend.aggregation.Expression;
import de.bwaldvogel.mongo.bson.Document;
import dev.meerkat.embedded.internal.query.Filter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Aggregation expressions: the library's, and {@code $type}, which it lacks; and filters that hold some. */
final class Expressions {

    private Expressions() {}

    /**
     * The value of an expression for a document.
     *
     * @param variables values by name, the name with one dollar sign
     * @return the value, null, or the library's {@link Missing}
     */
    static @Nullable Object evaluate(@Nullable Object expression, Document document, Map<String, Object> variables) {
        Document scope = document;
        if (!variables.isEmpty()) {
            scope = document.clone();
            scope.putAll(variables);
        }
        return Expression.evaluateDocument(withTypes(expression, scope), scope);
    }

    private static @Nullable Object withTypes(@Nullable Object expression, Document scope) {
        if (expression instanceof List<?> list) {
            List<@Nullable Object> result = new ArrayList<>(list.size());
            list.forEach(element -> result.add(withTypes(element, scope)));
            return result;
        }
        if (!(expression instanceof Document document) || document.containsKey("$literal")) {
            return expression;
        }
        if (document.size() == 1 && document.containsKey("$type")) {
            return new Document("$literal", typeName(Expression.evaluateDocument(document.get("$type"), scope)));
        }
        Document result = new Document();
        document.forEach((name, value) -> result.put(name, withTypes(value, scope)));
        return result;
    }

    /** A filter; its {@code $expr} may use the variables. */
    static Filter filter(Document query, Map<String, Object> variables) {
        return Filter.of(query, (expression, document) -> Utils.isTrue(evaluate(expression, document, variables)));
    }

    static String typeName(@Nullable Object value) {
        if (value instanceof Missing) {
            return "missing";
        }
        for (BsonType type : BsonType.values()) {
            if (type.matches(value)) {
                return type.getAlias();
            }
        }
        return "unknown";
    }
}
