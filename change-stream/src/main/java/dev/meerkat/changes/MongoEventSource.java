package dev.meerkat.changes;

import com.mongodb.MongoException;
import com.mongodb.client.ChangeStreamIterable;
import com.mongodb.client.MongoChangeStreamCursor;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoDatabase;
import dev.meerkat.cache.ClusterTime;
import dev.meerkat.cache.spi.EventSource;
import dev.meerkat.cache.spi.HistoryLostException;
import dev.meerkat.cache.spi.NotAuthorizedException;
import dev.meerkat.cache.spi.PortException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * The change stream of a whole cluster, or of a database, through the driver, projected to what invalidation needs, so that an event stays
 * small whatever the size of its document. Where the server knows expanded events (6.0 and later) it asks for them.
 */
public final class MongoEventSource implements EventSource {

    private static final int EXPANDED_EVENTS_WIRE_VERSION = 17;

    /** ChangeStreamHistoryLost, ChangeStreamFatalError, InvalidResumeToken, BSONObjectTooLarge. */
    private static final Set<Integer> NON_RESUMABLE = Set.of(286, 280, 260, 10334);

    private static final List<Bson> PROJECTION = ChangeEvents.projection();

    private static final int UNAUTHORIZED = 13;

    private final MongoClient client;
    private final @Nullable MongoDatabase database;
    private final Duration maxAwait;

    /**
     * Opens nothing yet.
     *
     * @param client not closed by this
     * @param maxAwait how long the server holds back an empty batch
     */
    public MongoEventSource(MongoClient client, Duration maxAwait) {
        this(client, null, maxAwait);
    }

    /** Of this database, or of the whole cluster. */
    MongoEventSource(MongoClient client, @Nullable MongoDatabase database, Duration maxAwait) {
        this.client = client;
        this.database = database;
        this.maxAwait = maxAwait;
    }

    /** A database's stream goes on by {@code startAfter}, which also takes the token of the event that ended it. */
    @Override
    public Cursor resumeAfter(BsonDocument token) throws PortException {
        return open(database == null ? stream().resumeAfter(token) : stream().startAfter(token));
    }

    @Override
    public Cursor startAt(long clusterTime) throws PortException {
        return open(stream().startAtOperationTime(ClusterTime.toTimestamp(clusterTime)));
    }

    private ChangeStreamIterable<Document> stream() throws PortException {
        ChangeStreamIterable<Document> stream = (database == null
                        ? client.watch(PROJECTION)
                        : database.watch(PROJECTION))
                .maxAwaitTime(maxAwait.toMillis(), TimeUnit.MILLISECONDS);
        return knowsExpandedEvents() ? stream.showExpandedEvents(true) : stream;
    }

    private boolean knowsExpandedEvents() throws PortException {
        try {
            return Hello.of(client).getNumber("maxWireVersion").intValue() >= EXPANDED_EVENTS_WIRE_VERSION;
        } catch (MongoException e) {
            throw translated(e);
        }
    }

    private static Cursor open(ChangeStreamIterable<Document> stream) throws PortException {
        try {
            MongoCursor<BsonDocument> cursor =
                    stream.withDocumentClass(BsonDocument.class).cursor();
            return new DriverCursor((MongoChangeStreamCursor<BsonDocument>) cursor);
        } catch (MongoException e) {
            throw translated(e);
        } catch (IllegalStateException closed) {
            throw new PortException("the MongoClient is closed", closed);
        }
    }

    private static PortException translated(MongoException e) {
        String message = "the change stream failed: " + e.getMessage();
        if (e.getCode() == UNAUTHORIZED) {
            return new NotAuthorizedException(message, e);
        }
        return NON_RESUMABLE.contains(e.getCode()) || e.hasErrorLabel("NonResumableChangeStreamError")
                ? new HistoryLostException(message, e)
                : new PortException(message, e);
    }

    private record DriverCursor(MongoChangeStreamCursor<BsonDocument> cursor) implements Cursor {

        @Override
        public Batch next(Duration maxWait) throws PortException {
            try {
                List<BsonDocument> events = new ArrayList<>();
                for (BsonDocument event = cursor.tryNext(); event != null; event = nextAtHand()) {
                    events.add(event);
                }
                return new Batch(events, cursor.getResumeToken());
            } catch (MongoException e) {
                throw translated(e);
            } catch (IllegalStateException closed) {
                throw new PortException("the change stream's cursor is closed", closed);
            }
        }

        private @Nullable BsonDocument nextAtHand() {
            return cursor.available() > 0 ? cursor.tryNext() : null;
        }

        @Override
        public void close() {
            try {
                cursor.close();
            } catch (MongoException e) {
                // the server will drop the cursor by itself
            }
        }
    }
}
