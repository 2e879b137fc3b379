package dev.meerkat.simulation;

import org.bson.BsonDocument;
import org.bson.BsonString;

/**
 * Resume tokens in the form of a real server's: {@code 82}, the cluster time, and what else is needed to tell the events of
 * one cluster time apart. A high-water mark stands before all events of its time.
 */
final class Tokens {

    private static final String HIGH_WATER = "2B0429296E1404";
    private static final String EVENT = "2B042C0100296E5A1004";

    /** The first event not yet seen: the {@code index}-th of this time, or any later. */
    record Position(long time, int index) {}

    private Tokens() {}

    static BsonDocument event(long time, int index) {
        return token(String.format("82%016X%s%08X04", time, EVENT, index));
    }

    /** Of the event that ends a database's stream behind this one. */
    static BsonDocument invalidate(long time, int index) {
        return token(String.format("82%016X%s%08X05", time, EVENT, index));
    }

    static BsonDocument highWater(long time) {
        return token(String.format("82%016X%s", time, HIGH_WATER));
    }

    /** The same place in the stream, but told as another time. */
    static BsonDocument disguised(BsonDocument token, long time) {
        return highWater(time).append("place", token);
    }

    static Position after(BsonDocument token) {
        if (token.containsKey("place")) {
            return after(token.getDocument("place"));
        }
        String data = token.getString("_data").getValue();
        long time = Long.parseUnsignedLong(data.substring(2, 18), 16);
        String rest = data.substring(18);
        return rest.equals(HIGH_WATER)
                ? new Position(time, 0)
                : new Position(time, 1 + Integer.parseInt(rest.substring(EVENT.length(), EVENT.length() + 8), 16));
    }

    private static BsonDocument token(String data) {
        return new BsonDocument("_data", new BsonString(data));
    }
}
