package dev.meerkat.embedded.golden;

import java.util.ArrayList;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/** A change stream that a step opened: read with getMore, as the recording was. */
final class OpenStream {

    private static final long DEADLINE_NANOS = 5_000_000_000L;
    private static final int WAIT_MILLIS = 50;

    private final RawClient client;
    private final String database;
    private final String collection;
    private final List<BsonValue> unread;
    private long id;
    private @Nullable BsonDocument token;
    private @Nullable BsonDocument error;

    private OpenStream(RawClient client, BsonDocument cursor) {
        String namespace = cursor.getString("ns").getValue();
        this.client = client;
        this.database = namespace.substring(0, namespace.indexOf('.'));
        this.collection = namespace.substring(namespace.indexOf('.') + 1);
        this.unread = new ArrayList<>();
        take(cursor, "firstBatch");
    }

    /** The stream of an aggregate's reply; null if it has none. */
    static @Nullable OpenStream of(RawClient client, BsonDocument reply) {
        return reply.containsKey("cursor") ? new OpenStream(client, reply.getDocument("cursor")) : null;
    }

    private void take(BsonDocument cursor, String batch) {
        unread.addAll(cursor.getArray(batch));
        id = cursor.getInt64("id").getValue();
        token = cursor.getDocument("postBatchResumeToken", token);
    }

    /**
     * Reads events until there are {@code count} of them, or as many as are expected and no more at once, then once
     * more. The answer has the fields of the recording's drain lines.
     */
    BsonDocument drain(int count, int expected) {
        long start = System.nanoTime();
        boolean more = true;
        while (more && unread.size() < count) {
            int before = unread.size();
            more = getMore();
            boolean silent = unread.size() == before;
            boolean late = System.nanoTime() - start > DEADLINE_NANOS;
            if (silent && (unread.size() >= expected || late)) {
                break;
            }
        }
        if (more) {
            getMore();
        }
        BsonArray events = new BsonArray(List.copyOf(unread));
        unread.clear();
        return answer(events);
    }

    /** Whether the stream is still open afterwards. */
    private boolean getMore() {
        if (id == 0) {
            return false;
        }
        BsonDocument reply = client.run(
                database,
                new BsonDocument("getMore", new BsonInt64(id))
                        .append("collection", new BsonString(collection))
                        .append("maxTimeMS", new BsonInt32(WAIT_MILLIS)));
        if (reply.containsKey("cursor")) {
            take(reply.getDocument("cursor"), "nextBatch");
        } else {
            error = new BsonDocument("code", reply.get("code")).append("codeName", reply.get("codeName"));
            id = 0;
        }
        return id != 0;
    }

    private BsonDocument answer(BsonArray events) {
        BsonArray same = new BsonArray();
        for (int i = 1; i < events.size(); i++) {
            BsonValue time = events.get(i).asDocument().get("clusterTime");
            if (time != null && time.equals(events.get(i - 1).asDocument().get("clusterTime"))) {
                same.add(new BsonInt32(i));
            }
        }
        BsonDocument answer = new BsonDocument("events", events)
                .append("sameClusterTimeAsPrevious", same)
                .append("hasPostBatchResumeToken", BsonBoolean.valueOf(token != null))
                .append("closed", BsonBoolean.valueOf(id == 0));
        return error == null ? answer : answer.append("error", error);
    }

    /** The last post-batch resume token. */
    BsonDocument token() {
        if (token == null) {
            throw new IllegalStateException("the stream gave no post-batch resume token");
        }
        return token;
    }
}
