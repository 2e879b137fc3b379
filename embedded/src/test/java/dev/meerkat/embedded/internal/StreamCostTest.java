package dev.meerkat.embedded.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.ChangeStreamIterable;
import com.mongodb.client.MongoChangeStreamCursor;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many entries of the change log streams look at, as a driver reads them: the cost of an event without a clock. */
@Timeout(60)
class StreamCostTest {

    private static final int EVENTS = 20;

    private final MongoNode node =
            new MongoNode(new NodeSettings("127.0.0.1", 0, 1_000, false, Clock.systemUTC(), null));
    private final MongoClient client = MongoClients.create("mongodb://127.0.0.1:" + node.port() + "/?replicaSet=rs0");
    private final MongoCollection<Document> users = client.getDatabase("shop").getCollection("users");
    private final List<MongoChangeStreamCursor<ChangeStreamDocument<Document>>> streams = new ArrayList<>();

    enum Level {
        COLLECTION,
        DATABASE,
        CLUSTER
    }

    @AfterEach
    void stop() {
        streams.forEach(MongoChangeStreamCursor::close);
        client.close();
        node.stop();
    }

    private void open(int count, ChangeStreamIterable<Document> stream) {
        for (int i = 0; i < count; i++) {
            streams.add(stream.maxAwaitTime(1, TimeUnit.MILLISECONDS).cursor());
        }
    }

    private ChangeStreamIterable<Document> watch(Level level) {
        return switch (level) {
            case COLLECTION -> users.watch();
            case DATABASE -> client.getDatabase("shop").watch();
            case CLUSTER -> client.watch();
        };
    }

    private void write() {
        for (int id = 0; id < EVENTS; id++) {
            users.insertOne(new Document("_id", id));
        }
    }

    /** All events of all streams; each stream is read until it has nothing more. */
    private int read() {
        int events = 0;
        for (MongoChangeStreamCursor<ChangeStreamDocument<Document>> stream : streams) {
            while (stream.tryNext() != null) {
                events++;
            }
        }
        return events;
    }

    @ParameterizedTest
    @CsvSource({
        "COLLECTION, 1", "COLLECTION, 10", "COLLECTION, 100",
        "DATABASE, 1", "DATABASE, 10", "DATABASE, 100",
        "CLUSTER, 1", "CLUSTER, 10", "CLUSTER, 100"
    })
    void anEventIsLookedAtOnceByEachStreamThatShowsIt(Level level, int count) {
        open(count, watch(level));
        long before = node.entriesExamined();

        write();

        assertThat(read()).isEqualTo(EVENTS * count);
        assertThat(node.entriesExamined() - before).isEqualTo((long) EVENTS * count);
    }

    @Test
    void streamsOnOtherThingsLookAtNothing() {
        open(50, client.getDatabase("shop").getCollection("orders").watch());
        open(50, client.getDatabase("other").watch());
        open(1, users.watch());
        long before = node.entriesExamined();

        write();

        assertThat(read()).isEqualTo(EVENTS);
        assertThat(node.entriesExamined() - before).isEqualTo(EVENTS);
    }
}
