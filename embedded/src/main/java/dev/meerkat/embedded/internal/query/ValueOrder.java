package dev.meerkat.embedded.internal.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonJavaScript;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.LegacyUUID;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The comparison order of BSON values: by the rank of their types first, then by their values. Numbers of all types
 * compare by what they are worth.
 *
 * @see <a href="https://www.mongodb.com/docs/manual/reference/bson-type-comparison-order/">Comparison/Sort Order</a>
 */
final class ValueOrder implements Comparator<@Nullable Object> {

    static final ValueOrder INSTANCE = new ValueOrder();

    private ValueOrder() {}

    static boolean equal(@Nullable Object a, @Nullable Object b) {
        return INSTANCE.compare(a, b) == 0;
    }

    @Override
    public int compare(@Nullable Object a, @Nullable Object b) {
        ValueType type = ValueType.of(a);
        int order = Integer.compare(type.rank(), ValueType.of(b).rank());
        if (order != 0 || a == null || b == null || a == b) {
            return order;
        }
        return switch (type) {
            case INT, LONG, DOUBLE, DECIMAL -> NumberOrder.compare((Number) a, (Number) b);
            case STRING, SYMBOL -> text(a).equals(text(b)) ? 0 : Arrays.compareUnsigned(bytes(text(a)), bytes(text(b)));
            case OBJECT -> compareDocuments((Document) a, (Document) b);
            case ARRAY -> compareArrays((Collection<?>) a, (Collection<?>) b);
            case BINARY -> compareBinaries(a, b);
            case OBJECT_ID -> ((ObjectId) a).compareTo((ObjectId) b);
            case BOOLEAN -> Boolean.compare((Boolean) a, (Boolean) b);
            case DATE -> ((Instant) a).compareTo((Instant) b);
            case TIMESTAMP -> Long.compareUnsigned(((BsonTimestamp) a).getValue(), ((BsonTimestamp) b).getValue());
            case REGULAR_EXPRESSION -> compareExpressions((BsonRegularExpression) a, (BsonRegularExpression) b);
            case JAVASCRIPT -> ((BsonJavaScript) a).getCode().compareTo(((BsonJavaScript) b).getCode());
            case DB_POINTER, JAVASCRIPT_WITH_SCOPE ->
                Arrays.compareUnsigned(((OpaqueValue) a).bytes(), ((OpaqueValue) b).bytes());
            case MIN_KEY, MISSING, UNDEFINED, NULL, MAX_KEY -> 0;
        };
    }

    /** A symbol is a string with another type: its length, its characters and a zero. */
    private static String text(Object value) {
        return value instanceof OpaqueValue symbol
                ? new String(symbol.bytes(), 4, symbol.bytes().length - 5, UTF_8)
                : (String) value;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private int compareDocuments(Document a, Document b) {
        Iterator<Map.Entry<String, Object>> left = a.entrySet().iterator();
        Iterator<Map.Entry<String, Object>> right = b.entrySet().iterator();
        while (left.hasNext() && right.hasNext()) {
            Map.Entry<String, Object> x = left.next();
            Map.Entry<String, Object> y = right.next();
            int order = Integer.compare(
                    ValueType.of(x.getValue()).rank(),
                    ValueType.of(y.getValue()).rank());
            if (order == 0) {
                order = compare(x.getKey(), y.getKey());
            }
            if (order == 0) {
                order = compare(x.getValue(), y.getValue());
            }
            if (order != 0) {
                return order;
            }
        }
        return Boolean.compare(left.hasNext(), right.hasNext());
    }

    private int compareArrays(Collection<?> a, Collection<?> b) {
        Iterator<?> left = a.iterator();
        Iterator<?> right = b.iterator();
        while (left.hasNext() && right.hasNext()) {
            int order = compare(left.next(), right.next());
            if (order != 0) {
                return order;
            }
        }
        return Boolean.compare(left.hasNext(), right.hasNext());
    }

    private static int compareExpressions(BsonRegularExpression a, BsonRegularExpression b) {
        int order = a.getPattern().compareTo(b.getPattern());
        return order != 0 ? order : options(a).compareTo(options(b));
    }

    private static String options(BsonRegularExpression expression) {
        return expression.getOptions() == null ? "" : expression.getOptions();
    }

    private record Binary(byte subtype, byte[] data) {
        static Binary of(Object value) {
            if (value instanceof BinData generic) {
                return new Binary((byte) 0, generic.getData());
            }
            if (value instanceof OpaqueValue opaque) {
                byte[] bytes = opaque.bytes();
                return new Binary(bytes[4], Arrays.copyOfRange(bytes, 5, bytes.length));
            }
            UUID id = value instanceof LegacyUUID legacy ? legacy.getUuid() : (UUID) value;
            byte[] data = ByteBuffer.allocate(16)
                    .putLong(id.getMostSignificantBits())
                    .putLong(id.getLeastSignificantBits())
                    .array();
            return new Binary((byte) (value instanceof LegacyUUID ? 3 : 4), data);
        }
    }

    /** The length comes first, then the subtype. */
    private static int compareBinaries(Object a, Object b) {
        Binary left = Binary.of(a);
        Binary right = Binary.of(b);
        if (left.data.length != right.data.length) {
            return Integer.compare(left.data.length, right.data.length);
        }
        int order = Byte.compareUnsigned(left.subtype, right.subtype);
        return order != 0 ? order : Arrays.compareUnsigned(left.data, right.data);
    }
}
