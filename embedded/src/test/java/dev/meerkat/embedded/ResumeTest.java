package dev.meerkat.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoChangeStreamCursor;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ResumeTest extends StreamFixture {

    private void insert(int... ids) {
        for (int id : ids) {
            users.insertOne(new Document("_id", id));
        }
    }

    @Test
    void aStreamGoesOnAfterAnEventAtEveryLevel() {
        try (var stream = open(users.watch())) {
            insert(1, 2, 3);
            BsonDocument token = stream.next().getResumeToken();

            try (var collection = open(users.watch().resumeAfter(token));
                    var database = open(shop.watch().startAfter(token));
                    var cluster = open(client.watch().resumeAfter(token))) {
                assertThat(inShort(take(collection, 2))).containsExactly("insert shop.users 2", "insert shop.users 3");
                assertThat(inShort(take(database, 2))).containsExactly("insert shop.users 2", "insert shop.users 3");
                assertThat(inShort(take(cluster, 2))).containsExactly("insert shop.users 2", "insert shop.users 3");
            }
        }
    }

    @Test
    void aStreamGoesOnAfterAPostBatchToken() {
        try (var stream = open(users.watch())) {
            insert(1);
            stream.next();
            shop.getCollection("other").insertOne(new Document("_id", 5));
            assertThat(stream.tryNext()).isNull();
            BsonDocument token = stream.getResumeToken();
            insert(2);

            try (var again = open(users.watch().resumeAfter(token))) {
                assertThat(inShort(again.next())).isEqualTo("insert shop.users 2");
            }
        }
    }

    @Test
    void aFreshStreamsTokenLosesNothingAndRepeatsNothing() {
        insert(1);
        try (var stream = open(users.watch())) {
            assertThat(stream.tryNext()).isNull();
            BsonDocument token = stream.getResumeToken();
            insert(2);

            try (var again = open(users.watch().resumeAfter(token))) {
                assertThat(inShort(again.next())).isEqualTo("insert shop.users 2");
            }
        }
    }

    @Test
    void aStreamStartsAtATimeInclusively() {
        insert(1);
        BsonTimestamp time = shop.runCommand(
                        new Document("insert", "users").append("documents", List.of(new Document("_id", 2))))
                .get("operationTime", BsonTimestamp.class);
        insert(3);

        try (var stream = open(client.watch().startAtOperationTime(time))) {
            assertThat(inShort(take(stream, 2))).containsExactly("insert shop.users 2", "insert shop.users 3");
        }
    }

    @Test
    void batchesOfOneLoseNothing() {
        try (var stream = client.watch().batchSize(1).cursor()) {
            users.insertMany(List.of(new Document("_id", 1), new Document("_id", 2), new Document("_id", 3)));

            assertThat(inShort(take(stream, 3)))
                    .containsExactly("insert shop.users 1", "insert shop.users 2", "insert shop.users 3");
        }
    }

    private static void assertHistoryLost(Throwable error) {
        assertThat(error).isInstanceOfSatisfying(MongoCommandException.class, e -> {
            assertThat(e.getErrorCode()).isEqualTo(286);
            assertThat(e.getErrorCodeName()).isEqualTo("ChangeStreamHistoryLost");
            assertThat(e.hasErrorLabel("NonResumableChangeStreamError")).isTrue();
        });
    }

    @Test
    void aTokenOrTimeBeforeTheTrimmedHistoryIsLost() {
        try (var stream = open(users.watch())) {
            insert(1);
            ChangeStreamDocument<Document> event = stream.next();

            mongo.control().trimHistory();

            assertThatThrownBy(() -> open(client.watch().resumeAfter(event.getResumeToken())))
                    .satisfies(ResumeTest::assertHistoryLost);
            assertThatThrownBy(() -> open(client.watch().startAtOperationTime(event.getClusterTime())))
                    .satisfies(ResumeTest::assertHistoryLost);
            insert(2);
            assertThat(inShort(stream.next())).isEqualTo("insert shop.users 2");
        }
    }

    @Test
    void aStreamThatWasOvertakenByTheHistorysEndIsLost() {
        try (EmbeddedMongo small = EmbeddedMongo.builder().historyCapacity(10).start();
                MongoClient own = MongoClients.create(small.uri())) {
            var collection = own.getDatabase("shop").getCollection("users");
            MongoChangeStreamCursor<ChangeStreamDocument<Document>> stream = open(collection.watch());
            for (int i = 0; i < 50; i++) {
                collection.insertOne(new Document("_id", i));
            }
            assertThatThrownBy(stream::next).satisfies(ResumeTest::assertHistoryLost);
            stream.close();
        }
    }

    @Test
    void theDriverResumesAfterItsCursorWasKilledOrItsConnectionCut() {
        try (var stream = open(users.watch())) {
            insert(1);
            assertThat(inShort(stream.next())).isEqualTo("insert shop.users 1");

            assertThat(mongo.control().killCursors()).isOne();
            insert(2);
            assertThat(inShort(stream.next())).isEqualTo("insert shop.users 2");

            mongo.control().dropConnections();
            insert(3);
            assertThat(inShort(stream.next())).isEqualTo("insert shop.users 3");
        }
    }

    @Test
    void aWaitingStreamResumesWhenItsCursorIsKilled() throws Exception {
        try (var stream = users.watch().maxAwaitTime(50, TimeUnit.SECONDS).cursor()) {
            CompletableFuture<ChangeStreamDocument<Document>> event = CompletableFuture.supplyAsync(stream::next);
            assertThat(mongo.control().killCursors()).isOne();

            insert(1);

            assertThat(inShort(event.get(20, TimeUnit.SECONDS))).isEqualTo("insert shop.users 1");
        }
    }

    @Test
    void tokensThatAreNoneAreRefused() {
        assertThatThrownBy(() -> open(client.watch().resumeAfter(new BsonDocument("_data", new BsonString("00")))))
                .isInstanceOfSatisfying(
                        MongoCommandException.class,
                        e -> assertThat(e.getErrorCode()).isEqualTo(50811));
        assertThatThrownBy(() -> open(client.watch().resumeAfter(new BsonDocument())))
                .isInstanceOfSatisfying(
                        MongoCommandException.class,
                        e -> assertThat(e.getErrorCode()).isEqualTo(40647));
    }

    @Test
    void aTokenOfNoEventIsNotFound() {
        String data;
        try (var stream = open(users.watch())) {
            insert(1);
            data = stream.next().getResumeToken().getString("_data").getValue();
        }
        BsonDocument foreign =
                new BsonDocument("_data", new BsonString(data.substring(0, 10) + "7FFFFFFF" + data.substring(18)));
        long seconds = Long.parseLong(data.substring(2, 10), 16);
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
            users.insertOne(new Document());
            BsonTimestamp now = admin(new Document("ping", 1)).get("operationTime", BsonTimestamp.class);
            return now.getTime() > seconds;
        });

        assertThatThrownBy(() -> open(client.watch().resumeAfter(foreign)))
                .isInstanceOfSatisfying(
                        MongoCommandException.class,
                        e -> assertThat(e.getErrorCode()).isEqualTo(280));
    }
}
