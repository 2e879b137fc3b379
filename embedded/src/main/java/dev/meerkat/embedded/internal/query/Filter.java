package dev.meerkat.embedded.internal.query;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A query filter, read once and then asked of many documents. Its meaning is that of MongoDB's match language; text, geo
 * and JavaScript operators are refused. Immutable.
 *
 * @see <a href="https://www.mongodb.com/docs/v4.2/reference/operator/query/">Query and Projection Operators</a>
 */
public final class Filter {

    /** Tells whether an aggregation expression is true for a document: what {@code $expr} asks. */
    @FunctionalInterface
    public interface ExpressionTest {

        /** Whether the expression is true for the document. */
        boolean test(@Nullable Object expression, Document document);
    }

    private static final Set<String> UNSUPPORTED = Set.of("$where", "$text", "$jsonSchema");

    private final List<Predicate<Document>> parts = new ArrayList<>();
    private final ExpressionTest expressions;

    private Filter(Document filter, ExpressionTest expressions) {
        this.expressions = expressions;
        filter.forEach((name, asked) -> {
            if (name.startsWith("$") && !isReference(name)) {
                parts.add(topLevel(name, asked));
            } else {
                FieldPath path = new FieldPath(name);
                Condition condition = new Operators(expressions).read(asked);
                parts.add(document -> condition.holdsAt(path, document));
            }
        });
    }

    /**
     * Reads a filter.
     *
     * @param expressions what evaluates {@code $expr}
     * @throws de.bwaldvogel.mongo.exception.MongoServerError if it can't be read, with the code that a real server gives
     */
    public static Filter of(Document filter, ExpressionTest expressions) {
        return new Filter(filter, expressions);
    }

    /** Whether a document meets all that is asked. */
    public boolean matches(Document document) {
        for (Predicate<Document> part : parts) {
            if (!part.test(document)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isReference(String name) {
        return name.equals("$ref") || name.equals("$id") || name.equals("$db");
    }

    private Predicate<Document> topLevel(String operator, @Nullable Object operand) {
        return switch (operator) {
            case "$comment" -> document -> true;
            case "$expr" -> document -> expressions.test(operand, document);
            case "$and" -> all(filters(operator, operand));
            case "$or" -> any(filters(operator, operand));
            case "$nor" -> any(filters(operator, operand)).negate();
            default -> {
                if (UNSUPPORTED.contains(operator)) {
                    throw QueryError.notSupported(operator);
                }
                throw QueryError.badValue("unknown top level operator: " + operator);
            }
        };
    }

    private static Predicate<Document> all(List<Filter> filters) {
        return document -> filters.stream().allMatch(filter -> filter.matches(document));
    }

    private static Predicate<Document> any(List<Filter> filters) {
        return document -> filters.stream().anyMatch(filter -> filter.matches(document));
    }

    private List<Filter> filters(String operator, @Nullable Object operand) {
        if (!(operand instanceof Collection<?> given) || given.isEmpty()) {
            throw QueryError.badValue(operator + " must be a nonempty array");
        }
        List<Filter> filters = new ArrayList<>();
        for (Object one : given) {
            if (!(one instanceof Document filter)) {
                throw QueryError.badValue(operator + " entries need to be full objects");
            }
            filters.add(of(filter, expressions));
        }
        return filters;
    }
}
