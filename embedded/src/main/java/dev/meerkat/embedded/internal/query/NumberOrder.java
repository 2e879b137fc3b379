package dev.meerkat.embedded.internal.query;

import de.bwaldvogel.mongo.bson.Decimal128;
import java.math.BigDecimal;

/** Numbers of all BSON types by what they are worth, without loss; NaN is less than all others and equal to itself. */
final class NumberOrder {

    private NumberOrder() {}

    static int compare(Number a, Number b) {
        if (isInteger(a) && isInteger(b)) {
            return Long.compare(a.longValue(), b.longValue());
        }
        if (isNaN(a) || isNaN(b)) {
            return Boolean.compare(isNaN(b), isNaN(a));
        }
        if (a instanceof Double && b instanceof Double) {
            return a.doubleValue() == b.doubleValue() ? 0 : Double.compare(a.doubleValue(), b.doubleValue());
        }
        int order = Integer.compare(infinity(a), infinity(b));
        if (order != 0 || infinity(a) != 0) {
            return order;
        }
        return exact(a).compareTo(exact(b));
    }

    /** The sign of an infinite number; 0 for a finite one. */
    private static int infinity(Number value) {
        if (value instanceof Decimal128) {
            return value.equals(Decimal128.POSITIVE_INFINITY) ? 1 : value.equals(Decimal128.NEGATIVE_INFINITY) ? -1 : 0;
        }
        return Double.isInfinite(value.doubleValue()) ? (int) Math.signum(value.doubleValue()) : 0;
    }

    static boolean isNaN(Object value) {
        return value instanceof Number number && Double.isNaN(number.doubleValue());
    }

    static boolean isInteger(Number value) {
        return !(value instanceof Double || value instanceof Float || value instanceof Decimal128);
    }

    /** What a finite number is worth; zero has no sign here. */
    static BigDecimal exact(Number value) {
        if (isInteger(value)) {
            return BigDecimal.valueOf(value.longValue());
        }
        if (value.equals(Decimal128.NEGATIVE_ZERO)) {
            return BigDecimal.ZERO;
        }
        return value instanceof Decimal128 decimal ? decimal.toBigDecimal() : new BigDecimal(value.doubleValue());
    }
}
