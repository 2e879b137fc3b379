package dev.meerkat.embedded.internal.query;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The operators that compare values: equality, lists of values, order and regular expressions. */
final class Comparisons {

    private Comparisons() {}

    /** Equality; a missing value is equal to null. */
    static Condition equalTo(@Nullable Object operand) {
        return Condition.AnyValue.of(equality(operand));
    }

    private static Predicate<@Nullable Object> equality(@Nullable Object operand) {
        return operand == null
                ? value -> value == null || value instanceof Missing || ValueType.of(value) == ValueType.UNDEFINED
                : value -> ValueOrder.equal(value, operand);
    }

    /** Order: only values of the operand's type have one, and NaN has none but to itself. */
    static Condition ordered(@Nullable Object operand, IntPredicate accepted) {
        boolean equalToo = accepted.test(0);
        if (operand == null) {
            return Condition.AnyValue.of(equalToo ? equality(null) : value -> false);
        }
        if (NumberOrder.isNaN(operand)) {
            return Condition.AnyValue.of(value -> equalToo && value != null && NumberOrder.isNaN(value));
        }
        int rank = ValueType.of(operand).rank();
        boolean anyType = rank == ValueType.MIN_KEY.rank() || rank == ValueType.MAX_KEY.rank();
        return Condition.AnyValue.of(value ->
                (anyType ? !(value instanceof Missing) : ValueType.of(value).rank() == rank)
                        && (value == null || !NumberOrder.isNaN(value))
                        && accepted.test(ValueOrder.INSTANCE.compare(value, operand)));
    }

    static Condition in(@Nullable Object operand, String operator) {
        if (!(operand instanceof Collection<?> alternatives)) {
            throw QueryError.badValue(operator + " needs an array");
        }
        List<Predicate<@Nullable Object>> tests = new ArrayList<>();
        for (Object alternative : alternatives) {
            if (alternative instanceof BsonRegularExpression expression) {
                tests.add(expressionTest(expression));
            } else if (alternative instanceof Document document && Operators.areIn(document)) {
                throw QueryError.badValue("cannot nest $ under " + operator);
            } else {
                tests.add(equality(alternative));
            }
        }
        return Condition.AnyValue.of(value -> tests.stream().anyMatch(test -> test.test(value)));
    }

    /** A string in which the expression finds something, or that expression itself. */
    static Condition expression(BsonRegularExpression expression) {
        return Condition.AnyValue.of(expressionTest(expression));
    }

    private static Predicate<@Nullable Object> expressionTest(BsonRegularExpression expression) {
        return value -> value instanceof String text
                ? expression.matcher(text).find()
                : value instanceof BsonRegularExpression && ValueOrder.equal(value, expression);
    }

    static Condition expression(@Nullable Object pattern, @Nullable Object options) {
        if (pattern instanceof BsonRegularExpression given && options == null) {
            return expression(given);
        }
        String text = pattern instanceof BsonRegularExpression given ? given.getPattern() : null;
        if (pattern instanceof String string) {
            text = string;
        }
        if (text == null) {
            throw QueryError.badValue("$regex has to be a string");
        }
        if (options != null && !(options instanceof String)) {
            throw QueryError.badValue("$options has to be a string");
        }
        return expression(new BsonRegularExpression(text, options == null ? "" : (String) options));
    }
}
