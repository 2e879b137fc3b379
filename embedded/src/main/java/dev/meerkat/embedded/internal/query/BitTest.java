package dev.meerkat.embedded.internal.query;

import de.bwaldvogel.mongo.bson.BinData;
import java.math.BigInteger;
import java.util.Collection;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The operators on bits. A binary's bits count from its first byte, each byte's from its lowest; a number's sign goes on. */
final class BitTest {

    private BitTest() {}

    static Condition of(String operator, @Nullable Object operand) {
        BigInteger mask = mask(operator, operand);
        Predicate<BigInteger> test = switch (operator) {
            case "$bitsAllSet" -> bits -> bits.and(mask).equals(mask);
            case "$bitsAllClear" -> bits -> bits.and(mask).signum() == 0;
            case "$bitsAnySet" -> bits -> bits.and(mask).signum() != 0;
            default -> bits -> !bits.and(mask).equals(mask);
        };
        return Condition.AnyValue.of(value -> {
            BigInteger bits = bits(value);
            return bits != null && test.test(bits);
        });
    }

    private static BigInteger mask(String operator, @Nullable Object operand) {
        if (operand instanceof Collection<?> positions) {
            BigInteger mask = BigInteger.ZERO;
            for (Object position : positions) {
                OptionalLong bit = Arithmetic.whole(position);
                if (bit.isEmpty() || bit.getAsLong() < 0 || bit.getAsLong() > Integer.MAX_VALUE) {
                    throw QueryError.badValue(operator + " needs bit positions from 0");
                }
                mask = mask.setBit((int) bit.getAsLong());
            }
            return mask;
        }
        BigInteger mask = bits(operand);
        if (mask == null || mask.signum() < 0) {
            throw QueryError.badValue(operator + " takes an array, a number from 0, or a BinData");
        }
        return mask;
    }

    /** The bits of a whole number or a binary; null for what has none. */
    private static @Nullable BigInteger bits(@Nullable Object value) {
        if (value instanceof BinData binary) {
            byte[] reversed = new byte[binary.getData().length];
            for (int i = 0; i < reversed.length; i++) {
                reversed[i] = binary.getData()[reversed.length - 1 - i];
            }
            return new BigInteger(1, reversed);
        }
        OptionalLong whole = Arithmetic.whole(value);
        boolean exact = whole.isPresent()
                && value instanceof Number number
                && NumberOrder.compare(number, whole.getAsLong()) == 0;
        return exact ? BigInteger.valueOf(whole.getAsLong()) : null;
    }
}
