package dev.meerkat.embedded.golden;

import org.bson.BsonDocument;
import org.bson.BsonValue;

/** Values that differ from run to run: what is known of them is their type. */
final class Volatile {

    private Volatile() {}

    static boolean matches(String type, BsonValue value) {
        return switch (type) {
            case "timestamp" -> value.isTimestamp();
            case "document" -> value.isDocument();
            case "token" -> isToken(value);
            case "objectId" -> value.isObjectId();
            case "cursor" -> value.isInt64() && value.asInt64().getValue() != 0;
            case "string" -> value.isString();
            case "array" -> value.isArray();
            case "date" -> value.isDateTime();
            case "int" -> value.isInt32();
            default -> throw new IllegalArgumentException("the recording has an unknown volatile type: " + type);
        };
    }

    private static boolean isToken(BsonValue value) {
        return value.isString()
                || (value instanceof BsonDocument document
                        && document.size() == 1
                        && document.containsKey("_data")
                        && document.get("_data").isString());
    }
}
