package dev.meerkat.simulation;

import dev.meerkat.cache.ClusterTime;
import dev.meerkat.cache.spi.Coverage;
import dev.meerkat.cache.spi.EventSource;
import dev.meerkat.cache.spi.PortException;
import java.time.Duration;
import java.util.Objects;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;

/** A stream of a mutant: each batch has the watermark of the one before. */
final class LaggingCursor implements EventSource.Cursor {

    private static final String MERGED_WATERMARK = "w";

    private final EventSource.Cursor cursor;
    private long before = 1;

    LaggingCursor(EventSource.Cursor cursor) {
        this.cursor = cursor;
    }

    @Override
    public EventSource.Batch next(Duration maxWait) throws PortException {
        EventSource.Batch batch = cursor.next(maxWait);
        BsonDocument token = Objects.requireNonNull(batch.resumeToken());
        boolean merged = token.containsKey(MERGED_WATERMARK);
        long time = merged
                ? ClusterTime.of(token.getTimestamp(MERGED_WATERMARK))
                : Tokens.after(token).time();
        BsonDocument lagging = merged
                ? token.clone().append(MERGED_WATERMARK, new BsonTimestamp(before))
                : Tokens.disguised(token, before);
        before = time;
        return new EventSource.Batch(batch.events(), lagging);
    }

    @Override
    public Coverage coverage() {
        return cursor.coverage();
    }

    @Override
    public void close() {
        cursor.close();
    }
}
