package dev.meerkat.changes;

import com.mongodb.client.model.Projections;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.conversions.Bson;

/**
 * The names of the fields that an update event tells of (MongoDB manual, "update Event"), without their values: the server is
 * asked for the names alone.
 */
final class UpdateDescription {

    private static final String UPDATED = "updated";
    private static final String REMOVED = "removed";
    private static final String TRUNCATED = "truncated";

    private UpdateDescription() {}

    /** What the stream's projection has to have for it. */
    static Bson projection() {
        return Projections.fields(
                Projections.computed(
                        UPDATED,
                        BsonDocument.parse(
                                "{$map: {input: {$objectToArray:"
                                        + " {$ifNull: ['$updateDescription.updatedFields', {}]}}, as: 'field', in: '$$field.k'}}")),
                Projections.computed(REMOVED, new BsonString("$updateDescription.removedFields")),
                Projections.computed(TRUNCATED, new BsonString("$updateDescription.truncatedArrays.field")));
    }

    /** The paths of all fields that the update touched; none where the event doesn't tell. */
    static List<String> paths(BsonDocument event) {
        List<String> paths = new ArrayList<>();
        for (String part : List.of(UPDATED, REMOVED, TRUNCATED)) {
            if (event.isArray(part)) {
                for (BsonValue name : event.getArray(part)) {
                    paths.add(name.asString().getValue());
                }
            }
        }
        return paths;
    }
}
