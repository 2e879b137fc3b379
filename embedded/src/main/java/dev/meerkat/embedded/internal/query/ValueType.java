package dev.meerkat.embedded.internal.query;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonJavaScript;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Decimal128;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.LegacyUUID;
import de.bwaldvogel.mongo.bson.MaxKey;
import de.bwaldvogel.mongo.bson.MinKey;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The BSON types, with their numbers and names, and the rank that their values have among those of other types. */
enum ValueType {
    MIN_KEY(-1, "minKey", 0),
    MISSING(0, "missing", 1),
    UNDEFINED(6, "undefined", 2),
    NULL(10, "null", 3),
    INT(16, "int", 4),
    LONG(18, "long", 4),
    DOUBLE(1, "double", 4),
    DECIMAL(19, "decimal", 4),
    STRING(2, "string", 5),
    SYMBOL(14, "symbol", 5),
    OBJECT(3, "object", 6),
    ARRAY(4, "array", 7),
    BINARY(5, "binData", 8),
    OBJECT_ID(7, "objectId", 9),
    BOOLEAN(8, "bool", 10),
    DATE(9, "date", 11),
    TIMESTAMP(17, "timestamp", 12),
    REGULAR_EXPRESSION(11, "regex", 13),
    DB_POINTER(12, "dbPointer", 14),
    JAVASCRIPT(13, "javascript", 15),
    JAVASCRIPT_WITH_SCOPE(15, "javascriptWithScope", 16),
    MAX_KEY(127, "maxKey", 17);

    private final int number;
    private final String alias;
    private final int rank;

    ValueType(int number, String alias, int rank) {
        this.number = number;
        this.alias = alias;
        this.rank = rank;
    }

    int number() {
        return number;
    }

    String alias() {
        return alias;
    }

    /** Types of the same rank compare by their values. */
    int rank() {
        return rank;
    }

    boolean isNumber() {
        return rank == INT.rank;
    }

    static ValueType of(@Nullable Object value) {
        if (value == null) {
            return NULL;
        } else if (value instanceof Number) {
            return ofNumber(value);
        } else if (value instanceof String) {
            return STRING;
        } else if (value instanceof Document) {
            return OBJECT;
        } else if (value instanceof Collection) {
            return ARRAY;
        } else if (value instanceof Missing) {
            return MISSING;
        } else if (value instanceof ObjectId) {
            return OBJECT_ID;
        } else if (value instanceof Boolean) {
            return BOOLEAN;
        } else if (value instanceof Instant) {
            return DATE;
        }
        return ofRare(value);
    }

    private static ValueType ofNumber(Object value) {
        if (value instanceof Long) {
            return LONG;
        } else if (value instanceof Decimal128) {
            return DECIMAL;
        }
        return value instanceof Double || value instanceof Float ? DOUBLE : INT;
    }

    private static ValueType ofRare(Object value) {
        if (value instanceof BinData || value instanceof UUID || value instanceof LegacyUUID) {
            return BINARY;
        } else if (value instanceof BsonTimestamp) {
            return TIMESTAMP;
        } else if (value instanceof BsonRegularExpression) {
            return REGULAR_EXPRESSION;
        } else if (value instanceof BsonJavaScript) {
            return JAVASCRIPT;
        } else if (value instanceof MinKey) {
            return MIN_KEY;
        } else if (value instanceof MaxKey) {
            return MAX_KEY;
        } else if (value instanceof OpaqueValue opaque) {
            for (ValueType type : values()) {
                if (type.number == opaque.type()) {
                    return type;
                }
            }
        }
        throw new IllegalArgumentException("no BSON type for a " + value.getClass());
    }
}
