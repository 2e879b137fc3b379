package dev.meerkat;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.inc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import dev.meerkat.cache.BypassReason;
import dev.meerkat.cache.Outcome;
import dev.meerkat.embedded.EmbeddedMongo;
import dev.meerkat.monitoring.Status;
import dev.meerkat.proxy.CachedCollection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

class BadInputTest {

    private Servers servers;
    private MongoCollection<Document> plain;

    @BeforeEach
    void start() {
        servers = new Servers();
        plain = servers.plain.getDatabase("shop").getCollection("users");
        plain.insertOne(new Document("_id", 1).append("n", 1));
    }

    @AfterEach
    void stop() {
        servers.close();
    }

    @Test
    void aHostWhereNobodyAnswersIsNamed() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        String uri = "mongodb://ada:s3cret@127.0.0.1:" + port + "/?serverSelectionTimeoutMS=300";

        assertThatThrownBy(() -> servers.builder().mongoUri(uri).build())
                .isInstanceOf(MeerkatException.class)
                .hasMessageContaining("No MongoDB answers at mongodb://<hidden>@127.0.0.1:" + port)
                .hasMessageContaining("check host, port and replicaSet")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void aWrongPasswordIsToldWithoutBeingShown() {
        String uri = servers.mongo.uri().replace("mongodb://", "mongodb://ada:s3cret@");

        assertThatThrownBy(() -> servers.builder().mongoUri(uri).build())
                .isInstanceOf(MeerkatException.class)
                .hasMessageContaining("refuses the user name or password")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void aStandaloneServerIsRefusedWithTheWayOut() {
        try (EmbeddedMongo standalone = EmbeddedMongo.builder().standalone(true).start()) {
            assertThatThrownBy(
                            () -> servers.builder().mongoUri(standalone.uri()).build())
                    .isInstanceOf(MeerkatException.class)
                    .hasMessageContaining("standalone")
                    .hasMessageContaining("--replSet");
        }
    }

    @Test
    void whereRedisIsMissingAtTheStartMongoAnswersAndTheCacheComesLater() {
        servers.redis.stop();
        try (Meerkat meerkat = servers.builder().redisUrl(servers.redis.url()).build()) {
            CachedCollection<Document> users = meerkat.wrap(plain);
            assertThat(users.findById(1).orElseThrow()).containsEntry("n", 1);
            users.updateOne(eq(1), inc("n", 1));
            assertThat(users.findById(1).orElseThrow()).containsEntry("n", 2);
            assertThat(meerkat.health().status()).isNotEqualTo(Status.UP);

            servers.redis.restart();

            Servers.ready(meerkat);
            users.findById(1);
            assertThat(users.findById(1).orElseThrow()).containsEntry("n", 2);
            assertThat(meerkat.statistics().from(Outcome.Tier.NEAR)).isPositive();
        }
    }

    @Test
    void whereRedisIsLostReadsAndWritesGoOnAndTheCacheComesBack() {
        try (Meerkat meerkat = servers.sharing()) {
            CachedCollection<Document> users = meerkat.wrap(plain);
            users.findById(1);

            servers.redis.stop();
            await().atMost(Servers.DEADLINE).until(() -> meerkat.health().solo());
            users.updateOne(eq(1), inc("n", 1));
            plain.updateOne(eq(1), inc("n", 1));
            await().atMost(Servers.DEADLINE)
                    .until(() -> users.findById(1).orElseThrow().getInteger("n") == 3);

            servers.redis.restart();
            await().atMost(Servers.DEADLINE).until(() -> !meerkat.health().solo());
            Servers.ready(meerkat);
            assertThat(users.findById(1).orElseThrow()).containsEntry("n", 3);
        }
    }

    @Test
    void aRedisThatHangsHoldsUpNoReadForLong() {
        try (Meerkat meerkat = servers.sharing()) {
            CachedCollection<Document> users = meerkat.wrap(plain);
            servers.redis.pause();
            try {
                for (int id = 0; id < 20; id++) {
                    users.findById(id);
                }
                assertThat(users.findById(1).orElseThrow()).containsEntry("n", 1);
            } finally {
                servers.redis.resume();
            }
        }
    }

    @Test
    void garbageInRedisIsAMiss() {
        try (Meerkat one = servers.sharing();
                Meerkat two = servers.sharing();
                RedisClient redis = RedisClient.create(URI.create(servers.redis.url()))) {
            await().atMost(Servers.DEADLINE).until(() -> {
                one.wrap(plain).findById(1);
                return Servers.entries(redis).size() == 2; // the document, and what is known about its collection
            });
            for (byte[] key : Servers.entries(redis)) {
                redis.set(key, "garbage".getBytes(StandardCharsets.UTF_8));
            }

            assertThat(two.wrap(plain).findById(1).orElseThrow()).containsEntry("n", 1);
            assertThat(two.statistics().from(Outcome.Tier.SHARED)).isZero();
            assertThat(two.statistics().from(Outcome.Tier.FILLED)).isPositive();
        }
    }

    @Test
    void anOversizedResultIsStreamedWholeAndNotCached() {
        String padding = "x".repeat(1000);
        List<Document> many = new ArrayList<>();
        for (int i = 100; i < 400; i++) {
            many.add(new Document("_id", i).append("padding", padding));
        }
        plain.insertMany(many);
        try (Meerkat meerkat =
                Servers.ready(servers.builder().maxResultBytes(100_000).build())) {
            CachedCollection<Document> users = meerkat.wrap(plain);
            for (int round = 1; round <= 2; round++) {
                assertThat(users.find(eq("padding", padding)).into(new ArrayList<>()))
                        .isEqualTo(many);
                assertThat(meerkat.statistics().bypasses()).containsEntry(BypassReason.OVERSIZE, (long) round);
            }
        }
    }

    @Test
    void closingTwiceIsFineAndLeavesNoThread() {
        Meerkat meerkat = servers.sharing();
        meerkat.close();
        meerkat.close();

        await().atMost(Servers.DEADLINE)
                .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet().stream()
                                .map(Thread::getName)
                                .filter(name -> name.startsWith("meerkat-")))
                        .isEmpty());
    }
}
