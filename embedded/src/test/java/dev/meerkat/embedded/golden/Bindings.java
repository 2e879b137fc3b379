package dev.meerkat.embedded.golden;

import java.util.HashMap;
import java.util.Map;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/** The values that a section keeps under names for its later steps. */
final class Bindings {

    private final Map<String, BsonValue> values = new HashMap<>();

    void keep(String name, @Nullable BsonValue value) {
        values.put(name, value == null ? BsonNull.VALUE : value);
    }

    /** Keeps the part of the answer that a JSON pointer names. */
    void keep(String name, String pointer, BsonDocument answer) {
        BsonValue value = answer;
        for (String field : pointer.substring(1).split("/", -1)) {
            value = value instanceof BsonDocument document ? document.get(field) : null;
        }
        keep(name, value);
    }

    /** The document with what was kept in place of every {@code {"$bind": name}}. */
    BsonDocument in(BsonDocument document) {
        return bound(document).asDocument();
    }

    private BsonValue bound(BsonValue value) {
        if (value instanceof BsonDocument document) {
            if (document.containsKey("$bind")) {
                return values.getOrDefault(document.getString("$bind").getValue(), BsonNull.VALUE);
            }
            BsonDocument result = new BsonDocument();
            document.forEach((name, field) -> result.append(name, bound(field)));
            return result;
        }
        if (value instanceof BsonArray array) {
            return new BsonArray(array.stream().map(this::bound).toList());
        }
        return value;
    }
}
