package dev.meerkat.embedded.internal.query;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.Iterator;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The operators that count: {@code $mod} and {@code $size}. */
final class Arithmetic {

    private Arithmetic() {}

    /** Numbers that leave the remainder; their fractions are cut off. */
    static Condition mod(@Nullable Object operand) {
        if (!(operand instanceof Collection<?> parts)) {
            throw QueryError.badValue("malformed mod, needs to be an array");
        }
        if (parts.size() != 2) {
            throw QueryError.badValue("malformed mod, needs a divisor and a remainder");
        }
        Iterator<?> values = parts.iterator();
        OptionalLong divisor = whole(values.next());
        OptionalLong remainder = whole(values.next());
        if (divisor.isEmpty() || remainder.isEmpty()) {
            throw QueryError.badValue("malformed mod, divisor and remainder must be numbers");
        }
        if (divisor.getAsLong() == 0) {
            throw QueryError.badValue("divisor cannot be 0");
        }
        return Condition.AnyValue.of(value -> {
            OptionalLong number = whole(value);
            return number.isPresent() && number.getAsLong() % divisor.getAsLong() == remainder.getAsLong();
        });
    }

    /** A number without its fraction; empty for what is none, or too large, or infinite. */
    static OptionalLong whole(@Nullable Object value) {
        if (!(value instanceof Number number) || Double.isNaN(number.doubleValue())) {
            return OptionalLong.empty();
        }
        if (Double.isInfinite(number.doubleValue())) {
            return OptionalLong.empty();
        }
        BigDecimal exact = NumberOrder.exact(number).setScale(0, RoundingMode.DOWN);
        return exact.precision() <= 19 && exact.toBigInteger().bitLength() < Long.SIZE
                ? OptionalLong.of(exact.longValue())
                : OptionalLong.empty();
    }

    static Condition size(@Nullable Object operand) {
        if (!(operand instanceof Number wanted)) {
            throw QueryError.badValue("$size needs a number");
        }
        if (wanted.doubleValue() < 0) {
            throw QueryError.badValue("$size may not be negative");
        }
        return Condition.AnyValue.whole(
                value -> value instanceof Collection<?> elements && elements.size() == wanted.doubleValue());
    }
}
