package dev.meerkat.embedded.golden;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/** A server drops the collections of a dropped database in any order. */
final class DropOrder {

    private DropOrder() {}

    /** The values, with the drop events right before a dropDatabase event sorted by their collections. */
    static List<BsonValue> sorted(List<BsonValue> values) {
        List<BsonValue> result = new ArrayList<>(values);
        for (int end = 0; end < result.size(); end++) {
            if (isEvent("dropDatabase", result.get(end))) {
                int start = end;
                while (start > 0 && isEvent("drop", result.get(start - 1))) {
                    start--;
                }
                result.subList(start, end).sort(Comparator.comparing(DropOrder::namespace));
            }
        }
        return result;
    }

    private static boolean isEvent(String type, BsonValue value) {
        return value instanceof BsonDocument event && new BsonString(type).equals(event.get("operationType"));
    }

    private static String namespace(BsonValue event) {
        return String.valueOf(event.asDocument().get("ns"));
    }
}
