package dev.meerkat.spec.operation;

import static dev.meerkat.spec.operation.Operation.write;

import com.mongodb.client.MongoChangeStreamCursor;
import com.mongodb.client.MongoCursor;
import dev.meerkat.spec.match.Mismatch;
import java.time.Duration;
import java.util.Map;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

/** Operations on cursors, change streams' among them. */
final class CursorOperations {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    static final Map<String, Operation<MongoCursor<BsonDocument>>> TABLE = Map.of(
            "iterateUntilDocumentOrError",
            write((c, a, s) -> Answer.of(next(c))),
            "iterateOnce",
            write((c, a, s) -> Answer.of(c.tryNext())),
            "close",
            write((c, a, s) -> {
                c.close();
                return Answer.NONE;
            }));

    private CursorOperations() {}

    /** A stream's cursor waits for good for what doesn't come. */
    private static @Nullable BsonDocument next(MongoCursor<BsonDocument> cursor) {
        if (!(cursor instanceof MongoChangeStreamCursor)) {
            return cursor.next();
        }
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < PATIENCE.toNanos()) {
            BsonDocument next = cursor.tryNext();
            if (next != null) {
                return next;
            }
        }
        throw new Mismatch("nothing came through the stream for " + PATIENCE.toSeconds() + " s");
    }
}
