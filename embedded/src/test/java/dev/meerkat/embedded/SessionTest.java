package dev.meerkat.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.ClientSessionOptions;
import com.mongodb.MongoCommandException;
import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.bson.BsonBinary;
import org.bson.BsonTimestamp;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SessionTest extends MongoFixture {

    private BsonTimestamp clusterTime() {
        return admin(new Document("ping", 1)).get("operationTime", BsonTimestamp.class);
    }

    @Test
    void aSessionKnowsTheTimeOfItsWrite() {
        try (ClientSession session = client.startSession()) {
            users.insertOne(session, new Document("_id", 1));

            assertThat(session.getOperationTime()).isEqualTo(clusterTime());
            assertThat(session.getClusterTime()).isNotNull();
        }
    }

    @Test
    void aReadAfterAClusterTimeSeesTheWrite() {
        BsonTimestamp written;
        try (ClientSession session = client.startSession()) {
            users.withWriteConcern(WriteConcern.MAJORITY).insertOne(session, new Document("_id", 1));
            written = session.getOperationTime();
        }
        try (MongoClient other = MongoClients.create(mongo.uri());
                ClientSession session = other.startSession(
                        ClientSessionOptions.builder().causallyConsistent(true).build())) {
            session.advanceOperationTime(written);
            var collection = other.getDatabase("shop").getCollection("users").withReadConcern(ReadConcern.MAJORITY);

            assertThat(collection.find(session).first()).isEqualTo(new Document("_id", 1));
            assertThat(session.getOperationTime()).isGreaterThanOrEqualTo(written);
        }
    }

    @Test
    void aClusterTimeOfTheFutureIsRefused() {
        try (ClientSession session = client.startSession()) {
            session.advanceOperationTime(new BsonTimestamp((int) 4_000_000_000L, 1));

            assertThatThrownBy(() -> users.find(session).first())
                    .isInstanceOfSatisfying(MongoCommandException.class, e -> {
                        assertThat(e.getErrorCode()).isEqualTo(72);
                        assertThat(e.getErrorCodeName()).isEqualTo("InvalidOptions");
                    });
        }
    }

    @Test
    void aReadDoesNotMoveTheClusterTimeButALinearizableOneDoes() {
        users.insertOne(new Document("_id", 1));
        BsonTimestamp before = clusterTime();

        users.withReadConcern(ReadConcern.MAJORITY).find().first();
        assertThat(clusterTime()).isEqualTo(before);

        users.withReadConcern(ReadConcern.LINEARIZABLE)
                .find()
                .maxTime(5, TimeUnit.SECONDS)
                .first();
        assertThat(clusterTime()).isGreaterThan(before);
    }

    @Test
    void aLinearizableReadsTimeIsPassedByTheStreamOnlyWhenMoreIsWritten() {
        try (var stream = client.watch().maxAwaitTime(30, TimeUnit.MILLISECONDS).cursor()) {
            Document note = shop.runCommand(new Document("find", "lease")
                    .append("readConcern", new Document("level", "linearizable"))
                    .append("maxTimeMS", 1000));
            BsonTimestamp noted = note.get("operationTime", BsonTimestamp.class);

            assertThat(stream.tryNext()).isNull();
            assertThat(tokenTime(stream.getResumeToken().getString("_data").getValue()))
                    .isEqualTo(noted.getValue());

            shop.runCommand(new Document("find", "lease")
                    .append("readConcern", new Document("level", "linearizable"))
                    .append("maxTimeMS", 1000));
            assertThat(stream.tryNext()).isNull();
            assertThat(Long.compareUnsigned(
                            tokenTime(stream.getResumeToken().getString("_data").getValue()), noted.getValue()))
                    .isPositive();
        }
    }

    private static long tokenTime(String data) {
        return Long.parseUnsignedLong(data.substring(2, 18), 16);
    }

    @Test
    void sessionsStartRefreshAndEnd() {
        Document started = admin(new Document("startSession", 1));
        assertThat(started.get("id", Document.class).get("id")).isNotNull();
        Document id = new Document("id", new BsonBinary(UUID.randomUUID()));

        assertThat(admin(new Document("refreshSessions", List.of(id))).get("ok"))
                .isEqualTo(1.0);
        assertThat(admin(new Document("endSessions", List.of(id))).get("ok")).isEqualTo(1.0);
    }

    @Test
    void readConcernsAreChecked() {
        assertThatThrownBy(() -> shop.runCommand(
                        new Document("find", "users").append("readConcern", new Document("level", "bad"))))
                .isInstanceOfSatisfying(
                        MongoCommandException.class,
                        e -> assertThat(e.getErrorCode()).isEqualTo(9));
        assertThat(users.withReadConcern(ReadConcern.AVAILABLE).find().first()).isNull();
    }

    @Test
    void aRestartedServerIsAheadOfTheTimesThatItsClientsHaveSeen() {
        int port = mongo.port();
        try (ClientSession session = client.startSession()) {
            for (int i = 0; i < 50; i++) {
                users.insertOne(session, new Document("_id", i));
            }
            mongo.close();
            mongo = EmbeddedMongo.builder().port(port).start();

            assertThat(users.find(session).first()).isNull();
        }
    }
}
