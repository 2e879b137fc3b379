package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The update operator {@code $currentDate}, by the server's own wall clock: it becomes a {@code $set}. */
final class CurrentDate {

    private static final String OPERATOR = "$currentDate";
    private static final String SET = "$set";

    private CurrentDate() {}

    /** The update without the operator; the update itself where the operator isn't used, or not rightly. */
    static Document fixed(Document update, Instant now) {
        Object set = update.get(SET);
        if (!(update.get(OPERATOR) instanceof Document fields) || (set != null && !(set instanceof Document))) {
            return update;
        }
        Document values = set instanceof Document given ? given.clone() : new Document();
        for (Map.Entry<String, Object> field : fields.entrySet()) {
            Object value = value(field.getValue(), now);
            if (value == null || values.put(field.getKey(), value) != null) {
                return update;
            }
        }
        Document result = update.clone();
        result.remove(OPERATOR);
        result.put(SET, values);
        return result;
    }

    private static @Nullable Object value(@Nullable Object wanted, Instant now) {
        if (wanted instanceof Boolean) {
            return now;
        }
        Object type = wanted instanceof Document document ? document.get("$type") : null;
        if ("date".equals(type)) {
            return now;
        }
        return "timestamp".equals(type) ? new BsonTimestamp(now, 1) : null;
    }
}
