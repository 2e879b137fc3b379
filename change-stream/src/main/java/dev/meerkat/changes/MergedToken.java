package dev.meerkat.changes;

import dev.meerkat.cache.ClusterTime;
import java.util.Map;
import java.util.TreeMap;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Where several databases' streams go on: the resume token of all of them together. Immutable.
 *
 * @param watermark no event before this time is still to come, of any of them
 * @param places by the database's name: the stream's own token, or the time at which it begins
 */
record MergedToken(long watermark, Map<String, BsonValue> places) {

    private static final String WATERMARK = "w";
    private static final String PLACES = "databases";

    MergedToken {
        places = Map.copyOf(places);
    }

    /** Of no database yet: each begins at this time. */
    static MergedToken at(long watermark) {
        return new MergedToken(watermark, Map.of());
    }

    /** Of a token as it was stored; null where it is one stream's own. */
    static @Nullable MergedToken read(BsonDocument token) {
        return token.isDocument(PLACES) && token.isTimestamp(WATERMARK)
                ? new MergedToken(ClusterTime.of(token.getTimestamp(WATERMARK)), token.getDocument(PLACES))
                : null;
    }

    /** Where the database's stream goes on. */
    BsonValue place(String database) {
        BsonValue known = places.get(database);
        return known == null ? new BsonTimestamp(watermark) : known;
    }

    BsonDocument toBson() {
        BsonDocument byName = new BsonDocument();
        new TreeMap<>(places).forEach(byName::append);
        return new BsonDocument(WATERMARK, ClusterTime.toTimestamp(watermark)).append(PLACES, byName);
    }
}
