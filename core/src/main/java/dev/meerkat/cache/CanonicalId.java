package dev.meerkat.cache;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonDbPointer;
import org.bson.BsonDocument;
import org.bson.BsonRegularExpression;
import org.bson.BsonTimestamp;
import org.bson.BsonType;
import org.bson.BsonValue;
import org.bson.types.Decimal128;

/**
 * Feeds an {@code _id} into a hash so that ids that MongoDB holds to be equal are fed alike: int 1, long 1, double 1.0 and
 * Decimal128 1.00 are one id, −0 is 0, every NaN is one, at any depth. Field order counts, as it does for the server.
 */
final class CanonicalId {

    private static final byte NUMBER = 1;
    private static final byte TEXT = 2;

    private CanonicalId() {}

    static void feed(Hash64 hash, BsonValue id) {
        BsonType type = id.getBsonType();
        switch (type) {
            case INT32 -> hash.add(NUMBER).add(id.asInt32().longValue());
            case INT64 -> hash.add(NUMBER).add(id.asInt64().getValue());
            case DOUBLE -> feedDouble(hash, id.asDouble().getValue());
            case DECIMAL128 -> feedDecimal(hash, id.asDecimal128().getValue());
            case STRING -> hash.add(TEXT).add(id.asString().getValue());
            case SYMBOL -> hash.add(TEXT).add(id.asSymbol().getSymbol());
            default -> {
                hash.add((byte) (0x40 + type.getValue()));
                feedOther(hash, id, type);
            }
        }
    }

    private static void feedOther(Hash64 hash, BsonValue id, BsonType type) {
        switch (type) {
            case OBJECT_ID -> hash.add(id.asObjectId().getValue().toByteArray());
            case BINARY -> {
                BsonBinary binary = id.asBinary();
                hash.add(binary.getType()).add(binary.getData().length).add(binary.getData());
            }
            case BOOLEAN -> hash.add((byte) (id.asBoolean().getValue() ? 1 : 0));
            case DATE_TIME -> hash.add(id.asDateTime().getValue());
            case TIMESTAMP -> {
                BsonTimestamp timestamp = id.asTimestamp();
                hash.add(timestamp.getValue());
            }
            case DOCUMENT -> feedDocument(hash, id.asDocument());
            case ARRAY -> feedArray(hash, id.asArray());
            case REGULAR_EXPRESSION -> {
                BsonRegularExpression regex = id.asRegularExpression();
                hash.add(regex.getPattern()).add(regex.getOptions());
            }
            case JAVASCRIPT -> hash.add(id.asJavaScript().getCode());
            case JAVASCRIPT_WITH_SCOPE -> {
                hash.add(id.asJavaScriptWithScope().getCode());
                feedDocument(hash, id.asJavaScriptWithScope().getScope());
            }
            case DB_POINTER -> {
                BsonDbPointer pointer = id.asDBPointer();
                hash.add(pointer.getNamespace()).add(pointer.getId().toByteArray());
            }
            default -> {} // null, undefined, minKey, maxKey: the type says it all
        }
    }

    private static void feedDocument(Hash64 hash, BsonDocument document) {
        hash.add(document.size());
        for (Map.Entry<String, BsonValue> field : document.entrySet()) {
            hash.add(field.getKey());
            feed(hash, field.getValue());
        }
    }

    private static void feedArray(Hash64 hash, BsonArray array) {
        hash.add(array.size());
        for (BsonValue value : array) {
            feed(hash, value);
        }
    }

    private static void feedDouble(Hash64 hash, double value) {
        hash.add(NUMBER);
        if (value == Math.rint(value) && value >= -0x1p63 && value < 0x1p63) {
            hash.add((long) value);
        } else if (Double.isNaN(value) || Double.isInfinite(value)) {
            hash.add(Double.toString(value));
        } else {
            // to be compared with a decimal, a double may be rounded to a decimal's 34 digits
            feedExactly(hash, new BigDecimal(value).round(MathContext.DECIMAL128));
        }
    }

    private static void feedDecimal(Hash64 hash, Decimal128 value) {
        if (value.isNaN() || value.isInfinite()) {
            feedDouble(
                    hash,
                    value.isNaN()
                            ? Double.NaN
                            : value.isNegative() ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
            return;
        }
        hash.add(NUMBER);
        BigDecimal exact = isZero(value) ? BigDecimal.ZERO : value.bigDecimalValue();
        if (exact.signum() == 0) {
            hash.add(0L);
            return;
        }
        BigDecimal stripped = exact.stripTrailingZeros();
        if (stripped.scale() <= 0 && stripped.precision() - stripped.scale() <= 19 && fitsLong(stripped)) {
            hash.add(stripped.longValueExact());
        } else {
            feedExactly(hash, stripped);
        }
    }

    /** A number beyond the longs, or with a fraction: its unscaled digits and its scale, without trailing zeros. */
    private static void feedExactly(Hash64 hash, BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        hash.add(stripped.scale()).add(stripped.unscaledValue().toByteArray());
    }

    private static boolean fitsLong(BigDecimal integral) {
        return integral.toBigIntegerExact().bitLength() <= 63;
    }

    /** Zero has many forms, and the negative ones no BigDecimal; a coefficient beyond 34 digits counts as zero. */
    private static boolean isZero(Decimal128 value) {
        boolean beyond = (value.getHigh() & 0x6000_0000_0000_0000L) == 0x6000_0000_0000_0000L;
        return beyond || (value.getLow() == 0 && (value.getHigh() & 0x1_ffff_ffff_ffffL) == 0);
    }
}
