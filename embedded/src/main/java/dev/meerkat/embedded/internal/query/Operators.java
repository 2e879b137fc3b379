package dev.meerkat.embedded.internal.query;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a filter asks of one field: a value, or a document of operators. */
final class Operators {

    private static final Set<String> REFERENCE = Set.of("$ref", "$id", "$db");
    private static final Set<String> LOGICAL = Set.of("$and", "$or", "$nor", "$where");
    private static final Set<String> UNSUPPORTED = Set.of(
            "$geoWithin",
            "$geoIntersects",
            "$within",
            "$near",
            "$nearSphere",
            "$geoNear",
            "$maxDistance",
            "$minDistance");

    private final Filter.ExpressionTest expressions;

    Operators(Filter.ExpressionTest expressions) {
        this.expressions = expressions;
    }

    /** Whether a document consists of operators; a DBRef doesn't. */
    static boolean areIn(Document document) {
        if (document.isEmpty()) {
            return false;
        }
        String first = document.keySet().iterator().next();
        return first.startsWith("$") && !REFERENCE.contains(first);
    }

    Condition read(@Nullable Object asked) {
        if (asked instanceof BsonRegularExpression expression) {
            return Comparisons.expression(expression);
        }
        if (!(asked instanceof Document document) || !areIn(document)) {
            return Comparisons.equalTo(asked);
        }
        List<Condition> conditions = new ArrayList<>();
        for (Map.Entry<String, Object> operator : document.entrySet()) {
            if (operator.getKey().equals("$options")) {
                if (!document.containsKey("$regex")) {
                    throw QueryError.badValue("$options needs a $regex");
                }
            } else {
                conditions.add(read(operator.getKey(), operator.getValue(), document));
            }
        }
        return conditions.size() == 1 ? conditions.get(0) : new Condition.All(conditions);
    }

    private Condition read(String operator, @Nullable Object operand, Document all) {
        return switch (operator) {
            case "$eq" -> Comparisons.equalTo(operand);
            case "$ne" -> new Condition.Not(notExpression(operand));
            case "$gt" -> Comparisons.ordered(operand, order -> order > 0);
            case "$gte" -> Comparisons.ordered(operand, order -> order >= 0);
            case "$lt" -> Comparisons.ordered(operand, order -> order < 0);
            case "$lte" -> Comparisons.ordered(operand, order -> order <= 0);
            case "$in" -> Comparisons.in(operand, "$in");
            case "$nin" -> new Condition.Not(Comparisons.in(operand, "$nin"));
            case "$not" -> new Condition.Not(negated(operand));
            case "$exists" -> exists(operand);
            case "$type" -> TypeTest.of(operand);
            case "$regex" -> Comparisons.expression(operand, all.get("$options"));
            case "$mod" -> Arithmetic.mod(operand);
            case "$bitsAllSet", "$bitsAllClear", "$bitsAnySet", "$bitsAnyClear" -> BitTest.of(operator, operand);
            case "$size" -> Arithmetic.size(operand);
            case "$all" -> all(operand);
            case "$elemMatch" -> elementMatches(operand);
            default -> {
                if (UNSUPPORTED.contains(operator)) {
                    throw QueryError.notSupported(operator);
                }
                throw QueryError.badValue("unknown operator: " + operator);
            }
        };
    }

    private static Condition notExpression(@Nullable Object operand) {
        if (operand instanceof BsonRegularExpression) {
            throw QueryError.badValue("Can't have regex as arg to $ne.");
        }
        return Comparisons.equalTo(operand);
    }

    private Condition negated(@Nullable Object operand) {
        if (operand instanceof BsonRegularExpression || (operand instanceof Document document && areIn(document))) {
            return read(operand);
        }
        throw QueryError.badValue("$not needs a regex or a document of operators");
    }

    private static Condition exists(@Nullable Object operand) {
        Condition there = Condition.AnyValue.of(value -> !(value instanceof Missing));
        boolean wanted = operand instanceof Number number
                ? number.doubleValue() != 0
                : operand != null && !Boolean.FALSE.equals(operand);
        return wanted ? there : new Condition.Not(there);
    }

    private Condition all(@Nullable Object operand) {
        if (!(operand instanceof Collection<?> wanted)) {
            throw QueryError.badValue("$all needs an array");
        }
        List<Condition> conditions = new ArrayList<>();
        for (Object one : wanted) {
            if (one instanceof Document document && areIn(document)) {
                if (!document.containsKey("$elemMatch") || document.size() > 1) {
                    throw QueryError.badValue("no $ expressions in $all");
                }
                conditions.add(elementMatches(document.get("$elemMatch")));
            } else {
                conditions.add(
                        one instanceof BsonRegularExpression expression
                                ? Comparisons.expression(expression)
                                : Comparisons.equalTo(one));
            }
        }
        return conditions.isEmpty() ? Condition.AnyValue.of(value -> false) : new Condition.All(conditions);
    }

    /** An array with an element that meets all that is asked: of its fields, or of itself. */
    private Condition elementMatches(@Nullable Object operand) {
        if (!(operand instanceof Document asked)) {
            throw QueryError.badValue("$elemMatch needs an Object");
        }
        if (areIn(asked) && !LOGICAL.contains(asked.keySet().iterator().next())) {
            Condition condition = read(asked);
            return Condition.AnyValue.whole(value ->
                    value instanceof Collection<?> elements && elements.stream().anyMatch(condition::holdsFor));
        }
        Filter filter = Filter.of(asked, expressions);
        return Condition.AnyValue.whole(value -> value instanceof Collection<?> elements
                && elements.stream()
                        .anyMatch(element -> element instanceof Document document && filter.matches(document)));
    }
}
