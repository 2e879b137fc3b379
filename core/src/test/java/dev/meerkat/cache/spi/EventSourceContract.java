package dev.meerkat.cache.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.meerkat.cache.ClusterTime;
import dev.meerkat.cache.Namespace;
import dev.meerkat.cache.spi.EventSource.Batch;
import dev.meerkat.cache.spi.EventSource.Cursor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What every {@link EventSource} does. Implementations may share a cluster with other tests: events of other namespaces
 * than this contract's are passed over.
 */
public abstract class EventSourceContract {

    private static final Duration WAIT = Duration.ofMillis(100);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final String DATABASE = "contract_events";
    private static final String OTHER_DATABASE = "contract_events_other";

    /** The source under test. */
    protected abstract EventSource source();

    /** Inserts a document with this {@code _id}; returns the reply's operation time. */
    protected abstract long insert(Namespace namespace, BsonValue id) throws Exception;

    /** Changes the document in place with an update operator; it exists. */
    protected abstract void update(Namespace namespace, BsonValue id) throws Exception;

    /** Replaces the document by a different one; it exists. */
    protected abstract void replace(Namespace namespace, BsonValue id) throws Exception;

    /** Deletes the document; it exists. */
    protected abstract void delete(Namespace namespace, BsonValue id) throws Exception;

    /** Drops the collection, whether it exists or not. */
    protected abstract void drop(Namespace namespace) throws Exception;

    /** Forgets all events up to now. Implementations that can't leave it. */
    protected void forgetHistory() throws Exception {
        abort("this cluster's history can't be cut short");
    }

    @Test
    void theStreamBeginsWithTheEventAtTheTimeGiven() throws Exception {
        Namespace namespace = fresh("begins");
        insert(namespace, id(1));
        long time = insert(namespace, id(2));
        insert(namespace, id(3));

        try (Cursor cursor = source().startAt(time)) {
            List<BsonDocument> events = read(cursor, namespace, 2);

            assertThat(ids(events)).containsExactly(2, 3);
            assertThat(ClusterTime.of(events.get(0).getTimestamp("clusterTime")))
                    .isEqualTo(time);
        }
    }

    @Test
    void everyKindOfChangeToADocumentNamesItsIdAndNamespace() throws Exception {
        Namespace namespace = fresh("kinds");
        long start = present();
        try (Cursor cursor = source().startAt(start)) {
            BsonDocument id = new BsonDocument("a", new BsonInt32(1)).append("b", new BsonInt32(2));
            insert(namespace, id);
            update(namespace, id);
            replace(namespace, id);
            delete(namespace, id);

            List<BsonDocument> events = read(cursor, namespace, 4);

            assertThat(events)
                    .extracting(event -> event.getString("operationType").getValue())
                    .containsExactly("insert", "update", "replace", "delete");
            assertThat(events).allSatisfy(event -> {
                assertThat(event.getDocument("documentKey").get("_id")).isEqualTo(id);
                assertThat(event.getDocument("ns").getString("db").getValue()).isEqualTo(namespace.database());
                assertThat(event.getDocument("ns").getString("coll").getValue()).isEqualTo(namespace.collection());
                assertThat(event.containsKey("_id")).isTrue();
            });
            assertThat(times(events)).isSortedAccordingTo(Long::compareUnsigned);
        }
    }

    @Test
    void aDropIsTold() throws Exception {
        Namespace namespace = fresh("drop");
        insert(namespace, id(1));
        long start = present();
        try (Cursor cursor = source().startAt(start)) {
            drop(namespace);
            insert(namespace, id(2));

            assertThat(read(cursor, namespace, 2))
                    .extracting(event -> event.getString("operationType").getValue())
                    .containsSubsequence("drop", "insert");
        }
    }

    @Test
    void allDatabasesAreWatched() throws Exception {
        Namespace one = fresh("databases");
        Namespace other = new Namespace(OTHER_DATABASE, "databases");
        long start = present();
        try (Cursor cursor = source().startAt(start)) {
            insert(one, id(1));
            insert(other, new BsonInt64(System.nanoTime()));

            read(cursor, one, 1);
        }
        try (Cursor cursor = source().startAt(start)) {
            read(cursor, other, 1);
        }
    }

    @Test
    void aStreamGoesOnBehindItsToken() throws Exception {
        Namespace namespace = fresh("resume");
        long start = present();
        BsonDocument token;
        try (Cursor cursor = source().startAt(start)) {
            insert(namespace, id(1));
            token = tokenAfter(cursor, namespace, 1);
            insert(namespace, id(2));
        }
        insert(namespace, id(3));

        try (Cursor cursor = source().resumeAfter(token)) {
            assertThat(ids(read(cursor, namespace, 2))).containsExactly(2, 3);
        }
    }

    @Test
    void anEventsOwnTokenLeadsToTheNextEvent() throws Exception {
        Namespace namespace = fresh("tokens");
        long start = present();
        insert(namespace, id(1));
        insert(namespace, id(2));
        insert(namespace, id(3));
        BsonDocument token;
        try (Cursor cursor = source().startAt(start)) {
            token = read(cursor, namespace, 3).get(0).getDocument("_id");
        }

        try (Cursor cursor = source().resumeAfter(token)) {
            assertThat(ids(read(cursor, namespace, 2))).containsExactly(2, 3);
        }
    }

    @Test
    void anEmptyBatchEndsTheWaitAndItsTokenCanBeUsed() throws Exception {
        Namespace namespace = fresh("empty");
        BsonDocument token = null;
        try (Cursor cursor = source().startAt(present())) {
            long deadline = System.nanoTime() + PATIENCE_NANOS;
            Batch batch;
            do {
                batch = cursor.next(WAIT);
                token = batch.resumeToken() == null ? token : batch.resumeToken();
                assertThat(System.nanoTime() - deadline)
                        .as("time for an empty batch")
                        .isNegative();
            } while (!batch.events().isEmpty() || token == null);
        }
        insert(namespace, id(7));

        try (Cursor cursor = source().resumeAfter(token)) {
            assertThat(ids(read(cursor, namespace, 1))).containsExactly(7);
        }
    }

    @Test
    void anEventEndsTheWait() throws Exception {
        Namespace namespace = fresh("wait");
        long start = present();
        try (Cursor cursor = source().startAt(start)) {
            CompletableFuture<Void> later = CompletableFuture.runAsync(
                    () -> {
                        try {
                            insert(namespace, id(1));
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    },
                    CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS));
            long began = System.nanoTime();
            List<BsonDocument> events = new ArrayList<>();
            while (events.isEmpty()) {
                events.addAll(of(namespace, cursor.next(Duration.ofSeconds(60)).events()));
            }

            assertThat(System.nanoTime() - began).isLessThan(TimeUnit.SECONDS.toNanos(30));
            later.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void aCursorCanBeClosedTwice() throws Exception {
        Cursor cursor = source().startAt(present());
        cursor.close();
        cursor.close();
    }

    @Test
    void aTokenOfForgottenHistoryIsLost() throws Exception {
        Namespace namespace = fresh("lost");
        long start = present();
        insert(namespace, id(1));
        insert(namespace, id(2));
        BsonDocument token;
        try (Cursor cursor = source().startAt(start)) {
            token = read(cursor, namespace, 2).get(0).getDocument("_id");
        }
        forgetHistory();

        assertThatThrownBy(() -> readOnce(source().resumeAfter(token))).isInstanceOf(HistoryLostException.class);
    }

    @Test
    void aTimeOfForgottenHistoryIsLost() throws Exception {
        Namespace namespace = fresh("lost");
        long start = insert(namespace, id(1));
        insert(namespace, id(2));
        forgetHistory();

        assertThatThrownBy(() -> readOnce(source().startAt(start))).isInstanceOf(HistoryLostException.class);
    }

    /** A server may say so when the stream is opened, or when it is first read. */
    private static void readOnce(Cursor cursor) throws PortException {
        try (cursor) {
            cursor.next(WAIT);
        }
    }

    /** A time after every event up to now, and before the next. */
    private long present() throws Exception {
        return 1 + insert(new Namespace(DATABASE, "present"), new BsonInt64(System.nanoTime()));
    }

    private Namespace fresh(String collection) throws Exception {
        Namespace namespace = new Namespace(DATABASE, collection);
        drop(namespace);
        return namespace;
    }

    private static BsonInt32 id(int id) {
        return new BsonInt32(id);
    }

    /** The namespace's next events, at least {@code count} of them. */
    protected static List<BsonDocument> read(Cursor cursor, Namespace namespace, int count) throws PortException {
        List<BsonDocument> events = new ArrayList<>();
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (events.size() < count) {
            events.addAll(of(namespace, cursor.next(WAIT).events()));
            assertThat(System.nanoTime() - deadline)
                    .as("time for %d events; there were %s", count, events)
                    .isNegative();
        }
        return events;
    }

    private static BsonDocument tokenAfter(Cursor cursor, Namespace namespace, int count) throws PortException {
        @Nullable BsonDocument token = null;
        int seen = 0;
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (seen < count || token == null) {
            Batch batch = cursor.next(WAIT);
            seen += of(namespace, batch.events()).size();
            token = batch.resumeToken();
            assertThat(System.nanoTime() - deadline).as("time for a token").isNegative();
        }
        return token;
    }

    private static List<BsonDocument> of(Namespace namespace, List<BsonDocument> events) {
        return events.stream()
                .filter(event -> event.containsKey("ns"))
                .filter(event ->
                        event.getDocument("ns").getString("db").getValue().equals(namespace.database()))
                .filter(event -> event.getDocument("ns").containsKey("coll")
                        && event.getDocument("ns").getString("coll").getValue().equals(namespace.collection()))
                .toList();
    }

    private static List<Integer> ids(List<BsonDocument> events) {
        return events.stream()
                .map(event -> event.getDocument("documentKey").getInt32("_id").getValue())
                .toList();
    }

    private static List<Long> times(List<BsonDocument> events) {
        return events.stream()
                .map(event -> ClusterTime.of(event.getTimestamp("clusterTime")))
                .toList();
    }
}
