package dev.meerkat.cache.spi;

import java.time.Duration;
import java.util.List;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

/** A change stream of MongoDB, over a whole cluster unless it says otherwise. Thread-safe; a cursor is not. */
public interface EventSource {

    /**
     * Opens the stream behind a token: the first event is the next one after it.
     *
     * @param token an event's resume token
     * @return the open stream
     * @throws HistoryLostException where that is not possible any more
     * @throws PortException where it may be possible later
     */
    Cursor resumeAfter(BsonDocument token) throws PortException;

    /**
     * Opens the stream at a time: no event with this cluster time or a later one is left out.
     *
     * @param clusterTime of the first event that is wanted
     * @return the open stream
     * @throws HistoryLostException where that is not possible any more
     * @throws PortException where it may be possible later
     */
    Cursor startAt(long clusterTime) throws PortException;

    /** An open stream. */
    interface Cursor extends AutoCloseable {

        /**
         * {@return the next batch, maybe empty}
         *
         * @param maxWait how long to wait for a first event
         * @throws HistoryLostException where the stream can't go on from where it is
         * @throws PortException where it may go on when opened anew
         */
        Batch next(Duration maxWait) throws PortException;

        /**
         * Of which databases the batch that came last tells all; before the first one, of which the first will. It may
         * change with each batch. A database that is new in it was watched from the watermark of the batch before on,
         * or earlier.
         *
         * @return the databases of which it tells
         */
        default Coverage coverage() {
            return Coverage.ALL;
        }

        @Override
        void close();
    }

    /**
     * What one reply of the server held.
     *
     * @param events as the server sent them, in their order
     * @param resumeToken the server's post-batch token, or the last event's where the server sends none; null where there is
     *     neither
     */
    record Batch(List<BsonDocument> events, @Nullable BsonDocument resumeToken) {}
}
