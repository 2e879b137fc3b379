package dev.meerkat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import dev.meerkat.cache.Invalidation;
import dev.meerkat.cache.Namespace;
import dev.meerkat.cache.log.LogRecord;
import dev.meerkat.cache.log.LogRecordFormat;
import dev.meerkat.cache.spi.RecordId;
import dev.meerkat.proxy.CachedCollection;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XAddParams;

/** The figures of the manual's page on operating, counted by the driver and by Redis. */
class OperatingFiguresTest {

    private static final int SECONDS = 6;

    private Servers servers;
    private Jedis redis;

    @BeforeEach
    void start() {
        servers = new Servers();
        redis = new Jedis("127.0.0.1", servers.redis.port());
    }

    @AfterEach
    void stop() {
        redis.close();
        servers.close();
    }

    private Meerkat withDefaults(ApplicationsClient client, boolean sharing) {
        MeerkatBuilder builder = Meerkat.builder()
                .mongoClient(client.client())
                .staticAssetDb("metadata")
                .multiDb(true);
        return Servers.ready(sharing ? builder.redisUrl(servers.redis.url()).build() : builder.build());
    }

    private static void pass() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        await().atMost(Servers.DEADLINE).until(() -> System.nanoTime() > end);
    }

    @Test
    void anIdleProcessSendsAFewCommandsASecondOverAFewConnections() {
        try (ApplicationsClient first = new ApplicationsClient(servers.mongo.uri());
                ApplicationsClient second = new ApplicationsClient(servers.mongo.uri());
                Meerkat leader = withDefaults(first, true);
                Meerkat follower = withDefaults(second, true)) {
            assertThat(leader.health().leader()).isTrue();
            assertThat(follower.health().leader()).isFalse();
            long ofLeader = first.commands();
            long ofFollower = second.commands();
            redis.configResetStat();

            pass();

            assertThat((first.commands() - ofLeader) / (double) SECONDS)
                    .as("the leader's commands to MongoDB a second")
                    .isBetween(1.0, 8.0);
            assertThat((second.commands() - ofFollower) / (double) SECONDS)
                    .as("a follower's")
                    .isBetween(1.0, 5.0);
            assertThat(calls("xadd") / (double) SECONDS)
                    .as("records to Redis a second")
                    .isBetween(0.5, 3.5);
            assertThat(calls("publish")).as("publications").isBetween(calls("xadd") - 2, calls("xadd") + 2);
            assertThat(calls("subscribe") / (double) SECONDS)
                    .as("probes of the broadcast a second, both processes'")
                    .isBetween(1.0, 10.0);
            assertThat(calls("get") + calls("set")).isZero();
            assertThat(first.connections())
                    .as("the leader's connections to MongoDB")
                    .isBetween(1, 6);
            assertThat(second.connections()).as("a follower's").isBetween(1, 6);
            assertThat(redis.clientList().lines().filter(line -> line.contains("name=meerkat ")))
                    .as("both processes' connections to Redis")
                    .hasSizeBetween(4, 8);
        }
    }

    @Test
    void anIdleProcessWithoutRedisSendsAFewCommandsASecond() {
        try (ApplicationsClient client = new ApplicationsClient(servers.mongo.uri());
                Meerkat meerkat = withDefaults(client, false)) {
            long before = client.commands();

            pass();

            assertThat(meerkat.health().serving()).isTrue();
            assertThat((client.commands() - before) / (double) SECONDS)
                    .as("commands to MongoDB a second")
                    .isBetween(1.0, 5.0);
        }
    }

    private long calls(String command) {
        return redis.info("commandstats")
                .lines()
                .filter(line -> line.startsWith("cmdstat_" + command + ":calls="))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf('=') + 1, line.indexOf(','))))
                .sum();
    }

    /** A value that grows may take a size class more. */
    @ParameterizedTest
    @CsvSource({"100", "1000", "10000", "100000"})
    void anEntryTakesItsDocumentsAndALittleMore(int size) {
        MongoCollection<Document> plain = servers.plain.getDatabase("shop").getCollection("users");
        plain.insertOne(new Document("_id", 1).append("p", "x".repeat(size)));
        try (Meerkat meerkat = servers.sharing()) {
            CachedCollection<Document> users = meerkat.wrap(plain);
            await().atMost(Servers.DEADLINE).until(() -> {
                users.findById(1);
                return Servers.entries(redis).size() == 2; // the document, and what is known of its collection
            });
            long largest = Servers.entries(redis).stream()
                    .mapToLong(key -> redis.memoryUsage(key))
                    .max()
                    .orElseThrow();
            assertThat(largest).as("bytes of Redis' memory").isBetween(size + 200L, size + 600L + size / 4);
            assertThat(meerkat.statistics().bytes())
                    .as("bytes of the near tier, with what is known of the collection")
                    .isBetween(size + 200L, size + 1000L);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 100, 250", "1, 150, 350", "500, 28000, 40000"})
    void aRecordOfTheLogTakesSoMuch(int changes, long least, long most) {
        int records = 1000;
        for (int n = 1; n <= records; n++) {
            redis.xadd(
                    "log".getBytes(UTF_8),
                    Map.of("r".getBytes(UTF_8), record(n, changes)),
                    XAddParams.xAddParams().id(new StreamEntryID(1, n)));
        }
        assertThat(redis.memoryUsage("log", 0) / records)
                .as("bytes of a record with %s changes", changes)
                .isBetween(least, most);
    }

    private static byte[] record(int n, int changes) {
        Namespace users = new Namespace("shop", "users");
        return LogRecordFormat.encode(new LogRecord(
                new RecordId(1, n + 1L),
                new RecordId(1, n),
                Long.MAX_VALUE - 1,
                Long.MAX_VALUE,
                0,
                IntStream.range(0, changes)
                        .<Invalidation>mapToObj(i -> new Invalidation.Documents(Long.MAX_VALUE, users, i))
                        .toList()));
    }
}
