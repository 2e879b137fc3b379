package dev.meerkat.embedded.internal.query;

import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code $type}: names or numbers of types, or {@code number} for all that are one. */
final class TypeTest {

    private TypeTest() {}

    static Condition of(@Nullable Object operand) {
        Set<ValueType> wanted = EnumSet.noneOf(ValueType.class);
        if (operand instanceof Collection<?> several) {
            if (several.isEmpty()) {
                throw QueryError.failedToParse("$type must match at least one type");
            }
            several.forEach(one -> add(one, wanted));
        } else {
            add(operand, wanted);
        }
        return Condition.AnyValue.of(value -> wanted.contains(ValueType.of(value)));
    }

    private static void add(@Nullable Object operand, Set<ValueType> wanted) {
        if (!(operand instanceof String) && !(operand instanceof Number)) {
            throw new MongoServerError(14, "TypeMismatch", "type must be represented as a number or a string");
        }
        boolean known = false;
        for (ValueType type : ValueType.values()) {
            boolean named = operand instanceof Number number
                    ? number.doubleValue() == type.number()
                    : operand.equals(type.alias()) || (operand.equals("number") && type.isNumber());
            if (named && type != ValueType.MISSING) {
                wanted.add(type);
                known = true;
            }
        }
        if (!known) {
            throw QueryError.badValue(
                    operand instanceof String
                            ? "Unknown type name alias: " + operand
                            : "Invalid numerical type code: " + operand);
        }
    }
}
