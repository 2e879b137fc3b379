package dev.meerkat.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoChangeStreamCursor;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which streams are lost when the history is short: those that would have shown an entry that is gone. */
@Timeout(60)
class StreamHistoryTest {

    private static final int CAPACITY = 10;

    private final EmbeddedMongo mongo =
            EmbeddedMongo.builder().historyCapacity(CAPACITY).start();
    private final MongoClient client = MongoClients.create(mongo.uri());
    private final MongoDatabase shop = client.getDatabase("shop");
    private final MongoCollection<Document> users = shop.getCollection("users");

    @AfterEach
    void stop() {
        client.close();
        mongo.close();
    }

    private void othersWriteMoreThanTheHistoryHolds() {
        for (int id = 0; id < 5 * CAPACITY; id++) {
            shop.getCollection("orders").insertOne(new Document("_id", id));
            shop.getCollection("orders").deleteOne(new Document("_id", id));
        }
    }

    private static void assertHistoryLost(Throwable error) {
        assertThat(error).isInstanceOfSatisfying(MongoCommandException.class, e -> {
            assertThat(e.getErrorCode()).isEqualTo(286);
            assertThat(e.hasErrorLabel("NonResumableChangeStreamError")).isTrue();
        });
    }

    private static MongoChangeStreamCursor<ChangeStreamDocument<Document>> watch(MongoCollection<Document> collection) {
        return StreamFixture.open(collection.watch());
    }

    @Test
    void aStreamIsNotLostByWhatOthersWroteBetweenTwoReads() {
        try (var stream = watch(users)) {
            othersWriteMoreThanTheHistoryHolds();
            users.insertOne(new Document("_id", 1));

            assertThat(StreamFixture.inShort(stream.next())).isEqualTo("insert shop.users 1");
        }
    }

    @Test
    void aWaitingStreamIsNotLostByWhatOthersWrite() throws Exception {
        try (var stream = users.watch().maxAwaitTime(50, TimeUnit.SECONDS).cursor()) {
            CompletableFuture<ChangeStreamDocument<Document>> event = CompletableFuture.supplyAsync(stream::next);

            othersWriteMoreThanTheHistoryHolds();
            users.insertOne(new Document("_id", 1));

            assertThat(StreamFixture.inShort(event.get(20, TimeUnit.SECONDS))).isEqualTo("insert shop.users 1");
        }
    }

    @Test
    void aTokenFromBeforeWhatOthersWroteIsLostThoughItsStreamIsNot() {
        try (var stream = watch(users)) {
            assertThat(stream.tryNext()).isNull();
            BsonDocument before = stream.getResumeToken();
            othersWriteMoreThanTheHistoryHolds();
            assertThat(stream.tryNext()).isNull();
            BsonDocument after = stream.getResumeToken();
            users.insertOne(new Document("_id", 1));

            assertThatThrownBy(() -> StreamFixture.open(users.watch().resumeAfter(before)))
                    .satisfies(StreamHistoryTest::assertHistoryLost);
            try (var again = StreamFixture.open(users.watch().resumeAfter(after))) {
                assertThat(StreamFixture.inShort(again.next())).isEqualTo("insert shop.users 1");
            }
        }
    }

    @Test
    void aStreamIsLostByOneEntryOfItsOwnThatIsGone() {
        try (var stream = watch(users)) {
            users.insertOne(new Document("_id", 1));
            othersWriteMoreThanTheHistoryHolds();
            users.insertOne(new Document("_id", 2));

            assertThatThrownBy(stream::next).satisfies(StreamHistoryTest::assertHistoryLost);
        }
    }

    @Test
    void aDatabasesStreamIsLostByWhatItsCollectionsWrote() {
        try (var stream = StreamFixture.open(shop.watch())) {
            othersWriteMoreThanTheHistoryHolds();

            assertThatThrownBy(stream::next).satisfies(StreamHistoryTest::assertHistoryLost);
        }
    }

    @Test
    void aStreamThatWasReadInTimeIsNotLost() {
        try (var stream = watch(users)) {
            users.insertOne(new Document("_id", 1));
            assertThat(StreamFixture.inShort(stream.next())).isEqualTo("insert shop.users 1");
            othersWriteMoreThanTheHistoryHolds();

            assertThat(stream.tryNext()).isNull();
        }
    }
}
