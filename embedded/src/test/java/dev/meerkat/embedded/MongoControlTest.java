package dev.meerkat.embedded;

import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.currentDate;
import static com.mongodb.client.model.Updates.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoSocketReadTimeoutException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MongoControlTest extends StreamFixture {

    private MongoClient other(String options) {
        return MongoClients.create(mongo.uri() + "&" + options);
    }

    private Instant serverTime() {
        return admin(new Document("isMaster", 1)).getDate("localTime").toInstant();
    }

    private BsonTimestamp timeOfAWrite() {
        return shop.runCommand(new Document("insert", "users").append("documents", List.of(new Document())))
                .get("operationTime", BsonTimestamp.class);
    }

    @Test
    void aPausedServerAnswersNothingAndThenGoesOn() throws Exception {
        try (MongoClient hasty = other("retryReads=false&socketTimeoutMS=1000")) {
            MongoCollection<Document> collection = hasty.getDatabase("shop").getCollection("users");
            collection.countDocuments();

            mongo.control().pause();
            assertThatThrownBy(collection::countDocuments).isInstanceOf(MongoSocketReadTimeoutException.class);
            CompletableFuture<Void> insert = CompletableFuture.runAsync(() -> users.insertOne(new Document("_id", 1)));
            try (Socket another = new Socket("127.0.0.1", mongo.port())) {
                assertThat(another.isConnected()).isTrue();
            }
            assertThat(insert).isNotDone();
            mongo.control().resume();

            insert.get(30, TimeUnit.SECONDS);
            assertThat(collection.countDocuments()).isOne();
        }
    }

    /** Blocks finds, and says how many were blocked before. */
    private long blockedFinds() {
        Document data = new Document("failCommands", List.of("find"))
                .append("blockConnection", true)
                .append("blockTimeMS", 1500);
        return admin(new Document("configureFailPoint", "failCommand")
                        .append("mode", "alwaysOn")
                        .append("data", data))
                .get("count", Number.class)
                .longValue();
    }

    @Test
    void aReplyThatComesDueDuringAPauseIsHeld() {
        assertThat(blockedFinds()).isZero();
        try (MongoClient hasty = other("retryReads=false&socketTimeoutMS=3000")) {
            MongoCollection<Document> collection = hasty.getDatabase("shop").getCollection("users");
            CompletableFuture<Document> found =
                    CompletableFuture.supplyAsync(() -> collection.find().first());
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> blockedFinds() == 1);
            mongo.control().pause();

            assertThat(found)
                    .failsWithin(30, TimeUnit.SECONDS)
                    .withThrowableThat()
                    .withCauseInstanceOf(MongoSocketReadTimeoutException.class);
            mongo.control().resume();
        }
    }

    @Test
    void aPausedServerCanBeDisturbed() {
        users.insertMany(List.of(new Document("_id", 1), new Document("_id", 2)));
        try (var cursor = users.find().batchSize(1).cursor()) {
            cursor.next();
            mongo.control().pause();

            assertThat(mongo.control().killCursors()).isOne();
            mongo.control().trimHistory();
            assertThat(mongo.control().dropConnections()).isPositive();
            mongo.control().resume();
        }
        assertThat(users.countDocuments()).isEqualTo(2);
    }

    @Test
    void pausingAndResumingTwiceIsDoingItOnce() {
        mongo.control().pause();
        mongo.control().pause();
        mongo.control().resume();
        mongo.control().resume();

        assertThat(users.countDocuments()).isZero();
    }

    @Test
    void aPausedServerCanBeClosed() {
        mongo.control().pause();

        mongo.close();

        assertThatThrownBy(() -> new Socket("127.0.0.1", mongo.port()).close()).isInstanceOf(Exception.class);
    }

    @Test
    void laggingStreamsGetWhatTheyMissed() {
        try (var stream = open(users.watch())) {
            users.insertOne(new Document("_id", 1));
            assertThat(inShort(stream.next())).isEqualTo("insert shop.users 1");

            mongo.control().pauseStreams();
            users.insertOne(new Document("_id", 2));
            assertThat(users.countDocuments()).isEqualTo(2);
            assertThat(stream.tryNext()).isNull();
            BsonDocument token = stream.getResumeToken();
            users.insertOne(new Document("_id", 3));
            assertThat(stream.tryNext()).isNull();
            assertThat(stream.getResumeToken()).isEqualTo(token);
            try (var late = open(users.watch().resumeAfter(token))) {
                assertThat(late.tryNext()).isNull();
                mongo.control().resumeStreams();
                assertThat(inShort(take(late, 2))).containsExactly("insert shop.users 2", "insert shop.users 3");
            }

            assertThat(inShort(take(stream, 2))).containsExactly("insert shop.users 2", "insert shop.users 3");
        }
    }

    @Test
    void aWaitingStreamGetsWhatItMissedAtOnce() throws Exception {
        try (var stream = users.watch().maxAwaitTime(50, TimeUnit.SECONDS).cursor()) {
            mongo.control().pauseStreams();
            CompletableFuture<ChangeStreamDocument<Document>> event = CompletableFuture.supplyAsync(stream::next);
            users.insertOne(new Document("_id", 1));

            mongo.control().resumeStreams();

            assertThat(inShort(event.get(20, TimeUnit.SECONDS))).isEqualTo("insert shop.users 1");
        }
    }

    @Test
    void theClockIsTheGivenOne() {
        Instant time = Instant.parse("2030-01-02T03:04:05Z");
        try (EmbeddedMongo there = EmbeddedMongo.builder()
                        .clock(Clock.fixed(time, ZoneOffset.UTC))
                        .start();
                MongoClient future = MongoClients.create(there.uri())) {
            Document reply = future.getDatabase("shop")
                    .runCommand(new Document("insert", "users").append("documents", List.of(new Document())));

            assertThat(reply.get("operationTime", BsonTimestamp.class).getTime())
                    .isEqualTo((int) time.getEpochSecond());
            assertThat(future.getDatabase("admin")
                            .runCommand(new Document("isMaster", 1))
                            .getDate("localTime"))
                    .isEqualTo(Date.from(time));
        }
    }

    @Test
    void whatTellsTheTimeFollowsTheClock() {
        Instant before = serverTime();

        mongo.control().advanceClock(Duration.ofDays(3));
        Instant later = before.plus(Duration.ofDays(3));

        assertThat(serverTime()).isBetween(later, later.plusSeconds(60));
        assertThat(Integer.toUnsignedLong(timeOfAWrite().getTime())).isGreaterThanOrEqualTo(later.getEpochSecond());
        users.insertOne(new Document("_id", 1));
        users.updateOne(new Document("_id", 1), List.of(set("now", "$$NOW")));
        users.updateOne(new Document("_id", 1), combine(set("a", 1), currentDate("date")));
        Document stored = users.find(new Document("_id", 1)).first();
        assertThat(stored).containsEntry("a", 1);
        assertThat(stored.getDate("now").toInstant()).isBetween(later, later.plusSeconds(60));
        assertThat(stored.getDate("date").toInstant()).isBetween(later, later.plusSeconds(60));
    }

    @Test
    void aClockThatGoesBackDoesNotTakeTheClusterTimeAlong() {
        Instant before = serverTime();
        BsonTimestamp first = timeOfAWrite();

        mongo.control().advanceClock(Duration.ofDays(-3));

        assertThat(serverTime()).isBefore(before.minus(Duration.ofDays(2)));
        assertThat(timeOfAWrite()).isGreaterThan(first);
    }

    @Test
    void theAdvertisedAddressIsTheOnlyOneThatClientsSee() {
        try (EmbeddedMongo there =
                EmbeddedMongo.builder().advertise("shop.example:27017").start()) {
            assertThat(there.uri()).isEqualTo("mongodb://shop.example:27017/?replicaSet=rs0");
            try (MongoClient direct =
                    MongoClients.create("mongodb://127.0.0.1:" + there.port() + "/?directConnection=true")) {
                Document hello = direct.getDatabase("admin").runCommand(new Document("isMaster", 1));

                assertThat(hello.getList("hosts", String.class)).containsExactly("shop.example:27017");
                assertThat(hello)
                        .containsEntry("me", "shop.example:27017")
                        .containsEntry("primary", "shop.example:27017");
            }
        }
        assertThatThrownBy(() -> EmbeddedMongo.builder().advertise("shop.example"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("host:port");
    }
}
