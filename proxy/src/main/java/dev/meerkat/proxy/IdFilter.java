package dev.meerkat.proxy;

import com.mongodb.client.model.Collation;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Finds the {@code _id} in a filter that can match one document at most: {@code {_id: v}} or {@code {_id: {$eq: v}}}, with
 * any other conditions beside it, since those can only take the document away.
 *
 * <p>Only values that equality compares as they are count: no regular expression (a pattern), null (also matches a missing
 * field), array (also matches an element), undefined, and no document with a {@code $} name in it, which may be operators.
 * Whatever is not surely one id is a query, and a query is invalidated by any change in the namespace: that is always right.
 */
final class IdFilter {

    private IdFilter() {}

    /** The id; null where the filter may match by more than one. */
    static @Nullable BsonValue idOf(BsonDocument filter) {
        BsonValue condition = filter.get("_id");
        if (condition == null) {
            return null;
        }
        if (condition.isDocument()
                && condition.asDocument().size() == 1
                && condition.asDocument().containsKey("$eq")) {
            condition = condition.asDocument().get("$eq");
        }
        return comparesAsItIs(condition) ? condition : null;
    }

    private static boolean comparesAsItIs(BsonValue value) {
        return switch (value.getBsonType()) {
            case STRING, INT32, INT64, DOUBLE, DECIMAL128, OBJECT_ID, BINARY, BOOLEAN, DATE_TIME, TIMESTAMP -> true;
            case DOCUMENT -> value.asDocument().keySet().stream().noneMatch(name -> name.startsWith("$"));
            default -> false;
        };
    }

    /** Whether strings compare byte by byte under it; null says nothing and leaves it to the collection. */
    static boolean isSimple(@Nullable Collation collation) {
        return collation == null || "simple".equals(collation.getLocale());
    }
}
