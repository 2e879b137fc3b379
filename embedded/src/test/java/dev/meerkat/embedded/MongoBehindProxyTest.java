package dev.meerkat.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoException;
import com.mongodb.MongoSocketReadException;
import com.mongodb.MongoSocketReadTimeoutException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the driver makes of a bad network, and that it has no way past the proxy. */
@Timeout(60)
class MongoBehindProxyTest {

    private static final String NO_RETRIES = "&retryReads=false&retryWrites=false&socketTimeoutMS=1000";
    private static final int LARGE = 100;

    private final List<MongoClient> clients = new ArrayList<>();
    private FaultProxy proxy;
    private EmbeddedMongo mongo;

    @BeforeEach
    void start() {
        proxy = FaultProxy.start();
        mongo = EmbeddedMongo.builder().advertise(proxy.address()).start();
        proxy.forwardTo("127.0.0.1", mongo.port());
    }

    @AfterEach
    void stop() {
        clients.forEach(MongoClient::close);
        proxy.requireTraffic();
        proxy.close();
        mongo.close();
    }

    private MongoCollection<Document> users(String uri) {
        MongoClient client = MongoClients.create(uri);
        clients.add(client);
        MongoCollection<Document> users = client.getDatabase("shop").getCollection("users");
        users.countDocuments();
        return users;
    }

    private MongoCollection<Document> proxied(String options) {
        return users(mongo.uri() + options);
    }

    private MongoCollection<Document> direct() {
        return users("mongodb://127.0.0.1:" + mongo.port() + "/?directConnection=true");
    }

    private static void insertLarge(MongoCollection<Document> users) {
        users.insertMany(IntStream.range(0, LARGE)
                .mapToObj(i -> new Document("_id", i).append("text", "x".repeat(10_000)))
                .toList());
    }

    private static List<Document> all(MongoCollection<Document> users) {
        return users.find().into(new ArrayList<>());
    }

    @Test
    void readsAndWritesGoThrough() {
        MongoCollection<Document> users = proxied("");
        long before = proxy.toServer().bytesForwarded();

        insertLarge(users);

        assertThat(proxy.toServer().bytesForwarded()).isGreaterThan(before + LARGE * 10_000L);
        assertThat(all(users)).hasSize(LARGE).isEqualTo(all(direct()));
    }

    @Test
    void aClientThatStartsPastTheProxyIsSentToIt() {
        MongoCollection<Document> users = users("mongodb://127.0.0.1:" + mongo.port() + "/?replicaSet=rs0");

        assertThat(users.countDocuments()).isZero();
        assertThat(clients.get(0).getClusterDescription().getServerDescriptions())
                .singleElement()
                .satisfies(server -> assertThat(server.getAddress().getPort()).isEqualTo(proxy.port()));
    }

    @Test
    void aStalledServerTimesOutAndComesBack() {
        MongoCollection<Document> users = proxied(NO_RETRIES);
        proxy.stall();

        assertThatThrownBy(users::countDocuments).isInstanceOf(MongoSocketReadTimeoutException.class);
        proxy.resume();

        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .ignoreExceptionsInstanceOf(MongoException.class)
                .until(() -> users.countDocuments() == 0);
    }

    @Test
    void aWriteWhoseReplyIsHeldIsDone() {
        MongoCollection<Document> users = proxied(NO_RETRIES);
        proxy.toClient().stall();

        assertThatThrownBy(() -> users.insertOne(new Document("_id", 1)))
                .isInstanceOf(MongoSocketReadTimeoutException.class);
        assertThat(direct().countDocuments()).isOne();
    }

    @Test
    void aWriteThatIsHeldIsNotDone() {
        MongoCollection<Document> users = proxied(NO_RETRIES);
        proxy.toServer().stall();

        assertThatThrownBy(() -> users.insertOne(new Document("_id", 1)))
                .isInstanceOf(MongoSocketReadTimeoutException.class);
        assertThat(direct().countDocuments()).isZero();
    }

    @Test
    void aReplyThatBreaksOffIsAnErrorOrReadAgain() {
        insertLarge(direct());
        MongoCollection<Document> once = proxied("&retryReads=false");
        MongoCollection<Document> again = proxied("");

        proxy.toClient().limitBytes(100_000);
        assertThatThrownBy(() -> all(once)).isInstanceOf(MongoSocketReadException.class);

        long before = proxy.toClient().bytesForwarded();
        proxy.toClient().limitBytes(100_000);
        assertThat(all(again)).hasSize(LARGE);
        assertThat(proxy.toClient().bytesForwarded()).isGreaterThan(before + 100_000 + LARGE * 10_000L);
    }

    @Test
    void aWriteWhoseReplyBreaksOffIsAppliedOnce() {
        // No heartbeat may take the few bytes.
        MongoCollection<Document> once = proxied("&heartbeatFrequencyMS=60000&retryWrites=false");
        MongoCollection<Document> again = proxied("&heartbeatFrequencyMS=60000");
        Document key = new Document("_id", 1);
        Document increment = new Document("$inc", new Document("n", 1));
        once.insertOne(new Document(key).append("n", 0));

        proxy.toClient().limitBytes(10);
        assertThatThrownBy(() -> once.updateOne(key, increment)).isInstanceOf(MongoSocketReadException.class);
        assertThat(direct().find().first()).containsEntry("n", 1);

        proxy.toClient().limitBytes(10);
        again.updateOne(key, increment);
        assertThat(direct().find().first()).containsEntry("n", 2);
    }

    @Test
    void whileItIsCutNothingWorksAndThenItDoes() {
        MongoCollection<Document> users = proxied("&serverSelectionTimeoutMS=500");

        assertThat(proxy.cut()).isPositive();
        assertThatThrownBy(users::countDocuments).isInstanceOf(MongoException.class);
        proxy.restore();

        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .ignoreExceptionsInstanceOf(MongoException.class)
                .until(() -> users.countDocuments() == 0);
    }

    @Test
    void aStreamLosesNothingOverACut() {
        MongoCollection<Document> users = proxied("");
        try (var stream = users.watch().cursor()) {
            direct().insertOne(new Document("_id", 1));
            assertThat(StreamFixture.inShort(stream.next())).isEqualTo("insert shop.users 1");

            proxy.cut();
            direct().insertOne(new Document("_id", 2));
            proxy.restore();

            assertThat(StreamFixture.inShort(stream.next())).isEqualTo("insert shop.users 2");
        }
    }
}
