package dev.meerkat.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoSocketReadTimeoutException;
import com.mongodb.WriteConcern;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class FailPointTest extends StreamFixture {

    private static final Document ONCE = new Document("times", 1);

    private Document failCommand(Object mode, Document data) {
        return admin(new Document("configureFailPoint", "failCommand")
                .append("mode", mode)
                .append("data", data));
    }

    private static Document on(String... commands) {
        return new Document("failCommands", List.of(commands));
    }

    private static Document error(int code, String... commands) {
        return on(commands).append("errorCode", code);
    }

    private Document insertCommand(int id) {
        return new Document("insert", "users").append("documents", List.of(new Document("_id", id)));
    }

    private MongoCommandException failureOf(Document command) {
        return catchThrowableOfType(MongoCommandException.class, () -> shop.runCommand(command));
    }

    private boolean fails(Document command) {
        return failureOf(command) != null;
    }

    private MongoClient other(String options) {
        return MongoClients.create(mongo.uri() + "&" + options);
    }

    private static MongoCollection<Document> usersOf(MongoClient other) {
        return other.getDatabase("shop").getCollection("users");
    }

    @Test
    void aFailingCommandIsAnsweredWithTheCodeAndNotRun() {
        failCommand(ONCE, error(91, "insert"));

        MongoCommandException failure = failureOf(insertCommand(1));

        assertThat(failure.getErrorCode()).isEqualTo(91);
        assertThat(failure.getErrorCodeName()).isEqualTo("ShutdownInProgress");
        assertThat(failure.getResponse()).containsKeys("operationTime", "$clusterTime");
        assertThat(users.countDocuments()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "43, CursorNotFound",
        "112, WriteConflict",
        "251, NoSuchTransaction",
        "10107, NotMaster",
        "11600, InterruptedAtShutdown",
        "40573, Location40573"
    })
    void codesHaveTheirNames(int code, String name) {
        failCommand(ONCE, error(code, "find"));

        assertThat(failureOf(new Document("find", "users")).getErrorCodeName()).isEqualTo(name);
    }

    @Test
    void onlyCommandsThatItIsMeantForCount() {
        failCommand(new Document("times", 2), error(2, "find", "distinct"));

        assertThat(fails(new Document("ping", 1))).isFalse();
        assertThat(fails(insertCommand(1))).isFalse();
        assertThat(fails(new Document("find", "users"))).isTrue();
        assertThat(fails(new Document("ping", 1))).isFalse();
        assertThat(fails(new Document("distinct", "users").append("key", "a"))).isTrue();
        assertThat(fails(new Document("find", "users"))).isFalse();
    }

    @Test
    void itStaysOnUntilItIsTurnedOffAndSaysHowOftenItWasEntered() {
        failCommand("alwaysOn", error(2, "find", "configureFailPoint"));
        for (int i = 0; i < 3; i++) {
            assertThat(fails(new Document("find", "users"))).isTrue();
        }

        Document reply = failCommand("off", new Document());

        assertThat(reply.get("count", Number.class).longValue()).isEqualTo(3);
        assertThat(fails(new Document("find", "users"))).isFalse();
    }

    @Test
    void itSkipsTheFirst() {
        failCommand(new Document("skip", 2), error(2, "find"));

        assertThat(fails(new Document("find", "users"))).isFalse();
        assertThat(fails(new Document("find", "users"))).isFalse();
        assertThat(fails(new Document("find", "users"))).isTrue();
        assertThat(fails(new Document("find", "users"))).isTrue();
    }

    @Test
    void itActsWithAProbability() {
        failCommand(new Document("activationProbability", 1.0), error(2, "find"));
        assertThat(fails(new Document("find", "users"))).isTrue();

        failCommand(new Document("activationProbability", 0.0), error(2, "find"));
        assertThat(fails(new Document("find", "users"))).isFalse();
    }

    @Test
    void aConnectionIsClosedAndTheCommandNotRun() {
        try (MongoClient once = other("retryWrites=false")) {
            failCommand("alwaysOn", on("insert").append("closeConnection", true));
            assertThatThrownBy(() -> usersOf(once).insertOne(new Document("_id", 1)))
                    .isInstanceOf(MongoSocketException.class);
            failCommand("off", new Document());

            assertThat(users.countDocuments()).isZero();
        }
    }

    @Test
    void theDriverReadsAgainAfterAClosedConnection() {
        users.insertOne(new Document("_id", 1));
        failCommand(ONCE, on("find").append("closeConnection", true));

        assertThat(users.find().first()).isEqualTo(new Document("_id", 1));
        assertThat(failCommand("off", new Document()).get("count", Number.class).longValue())
                .isOne();
    }

    @Test
    void aWriteConcernErrorComesWithAWriteThatWasRun() {
        Document concern = new Document("code", 64).append("errmsg", "waiting for replication timed out");
        failCommand(ONCE, on("insert", "find").append("writeConcernError", concern));

        assertThat(shop.runCommand(new Document("find", "users"))).doesNotContainKey("writeConcernError");
        assertThat(shop.runCommand(insertCommand(1)).get("writeConcernError")).isEqualTo(concern);

        assertThat(users.countDocuments()).isOne();
        assertThat(shop.runCommand(insertCommand(2))).doesNotContainKey("writeConcernError");
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void theDriverWritesAgainAndTheWriteIsAppliedOnce(boolean run) {
        Document error = new Document("code", 91).append("errmsg", "Replication is being shut down");
        failCommand(ONCE, run ? on("insert").append("writeConcernError", error) : error(91, "insert"));

        users.insertOne(new Document("_id", 1));

        assertThat(users.countDocuments()).isOne();
        assertThat(failCommand("off", new Document()).get("count", Number.class).longValue())
                .isOne();
    }

    @Test
    void aBlockedCommandWaitsAndIsRun() {
        failCommand(ONCE, on("insert").append("blockConnection", true).append("blockTimeMS", 100));
        long start = System.nanoTime();

        users.insertOne(new Document("_id", 1));

        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(100));
        assertThat(users.countDocuments()).isOne();
    }

    @Test
    void aBlockedCommandHoldsUpNobodyElse() {
        try (MongoClient hasty = other("retryReads=false&socketTimeoutMS=1000")) {
            failCommand("alwaysOn", on("find").append("blockConnection", true).append("blockTimeMS", 600_000));

            assertThatThrownBy(() -> usersOf(hasty).find().first()).isInstanceOf(MongoSocketReadTimeoutException.class);
            assertThat(users.countDocuments()).isZero();
        }
    }

    @Test
    void commandsAfterABlockedOneOnItsConnectionWaitForIt() {
        try (MongoClient narrow = other("maxPoolSize=1&retryWrites=false")) {
            failCommand(ONCE, on("insert").append("blockConnection", true).append("blockTimeMS", 300));
            usersOf(narrow).withWriteConcern(WriteConcern.UNACKNOWLEDGED).insertOne(new Document("_id", 1));

            assertThat(usersOf(narrow).find().first()).isEqualTo(new Document("_id", 1));
        }
    }

    @Test
    void outsideOfATransactionTheServerAddsNoLabels() {
        failCommand(ONCE, error(91, "insert"));

        assertThat(failureOf(insertCommand(1)).getResponse()).doesNotContainKey("errorLabels");
    }

    @ParameterizedTest
    @CsvSource({"112, true", "251, true", "91, true", "2, false", "11000, false"})
    void insideOfATransactionTransientErrorsAreLabelled(int code, boolean labelled) {
        failCommand(ONCE, error(code, "find"));
        try (ClientSession session = client.startSession()) {
            session.startTransaction();

            assertThatThrownBy(() -> users.find(session).first())
                    .isInstanceOfSatisfying(MongoCommandException.class, e -> {
                        assertThat(e.getErrorCode()).isEqualTo(code);
                        assertThat(e.getResponse().containsKey("errorLabels")).isEqualTo(labelled);
                        assertThat(e.hasErrorLabel("TransientTransactionError")).isEqualTo(labelled);
                    });
        }
    }

    @Test
    void labelsThatAreGivenReplaceTheServersOwn() {
        try (ClientSession session = client.startSession()) {
            session.startTransaction();
            failCommand(new Document("times", 2), error(112, "find").append("errorLabels", List.of("Mine")));
            assertThatThrownBy(() -> users.find(session).first())
                    .isInstanceOfSatisfying(
                            MongoCommandException.class,
                            e -> assertThat(e.getErrorLabels()).containsExactly("Mine"));

            failCommand(ONCE, error(112, "find").append("errorLabels", List.of()));
            assertThatThrownBy(() -> users.find(session).first())
                    .isInstanceOfSatisfying(
                            MongoCommandException.class,
                            e -> assertThat(e.getResponse()).doesNotContainKey("errorLabels"));
        }
    }

    @Test
    void aStreamResumesAfterAnErrorOfItsGetMore() {
        try (var stream = open(users.watch())) {
            failCommand(ONCE, error(189, "getMore"));

            users.insertOne(new Document("_id", 1));

            assertThat(inShort(stream.next())).isEqualTo("insert shop.users 1");
            assertThat(failCommand("off", new Document())
                            .get("count", Number.class)
                            .longValue())
                    .isOne();
        }
    }

    @Test
    void itActsOnOneApplicationOnly() {
        try (MongoClient named = other("appName=shopkeeper")) {
            failCommand("alwaysOn", error(2, "find").append("appName", "shopkeeper"));

            assertThat(users.find().first()).isNull();
            assertThatThrownBy(() -> usersOf(named).find().first()).isInstanceOf(MongoCommandException.class);
        }
    }

    @Test
    void itActsOnOneNamespaceOnly() {
        failCommand("alwaysOn", error(2, "find").append("namespace", "shop.users"));

        assertThat(fails(new Document("find", "orders"))).isFalse();
        assertThat(fails(new Document("find", "users"))).isTrue();
    }

    @Test
    void mistakesInItsConfigurationAreErrors() {
        assertRefused(266, new Document("configureFailPoint", "nosuchpoint").append("mode", "off"));
        assertRefused(2, new Document("configureFailPoint", "failCommand").append("mode", "sometimes"));
        assertRefused(2, new Document("configureFailPoint", "failCommand").append("mode", new Document("often", 1)));
        assertRefused(2, new Document("configureFailPoint", "failCommand").append("mode", new Document("times", -1)));
        assertRefused(14, new Document("configureFailPoint", "failCommand"));
        assertThat(failureOf(new Document("configureFailPoint", "failCommand").append("mode", "off"))
                        .getErrorCode())
                .isEqualTo(13);
    }

    private void assertRefused(int code, Document command) {
        assertThatThrownBy(() -> admin(command))
                .isInstanceOfSatisfying(
                        MongoCommandException.class,
                        e -> assertThat(e.getErrorCode()).isEqualTo(code));
    }
}
