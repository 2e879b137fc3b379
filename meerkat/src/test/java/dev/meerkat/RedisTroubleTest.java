package dev.meerkat;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.inc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import dev.meerkat.cache.Outcome;
import dev.meerkat.monitoring.Status;
import dev.meerkat.proxy.CachedCollection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.params.ClientKillParams;

/** A Redis that is there and yet isn't well: reads and writes go on, and no read is stale. */
class RedisTroubleTest {

    /** What a caller waits for Redis at most (connect, answer, free connection), and a slow machine's share. */
    private static final long PATIENCE_MILLIS = 600 + 3000;

    private Servers servers;
    private Jedis redis;
    private CountedDocument document;
    private MongoCollection<Document> others;

    @BeforeEach
    void start() {
        servers = new Servers();
        redis = new Jedis("127.0.0.1", servers.redis.port());
        document = new CountedDocument(servers.plain.getDatabase("shop").getCollection("users"));
        others = servers.plain.getDatabase("shop").getCollection("others");
        others.insertOne(new Document("_id", 0).append("n", 0));
    }

    @AfterEach
    void stop() {
        redis.close();
        servers.close();
    }

    @Test
    void aSubscriptionThatIsCutOffComesBackAndNothingIsMissedMeanwhile() {
        try (Meerkat one = servers.sharing();
                Meerkat two = servers.sharing()) {
            for (int round = 0; round < 5; round++) {
                document.hits(one);
                document.hits(two);
                document.until(List.of(one, two), () -> subscribers() == 2);

                redis.clientKill(ClientKillParams.clientKillParams().type(ClientType.PUBSUB));
                assertThat(subscribers()).isLessThan(2);
                document.write();
            }
            document.hits(one);
            document.hits(two);
            document.until(List.of(one, two), () -> subscribers() == 2);
            assertThat(one.health().holes() + two.health().holes()).isZero();
        }
    }

    private long subscribers() {
        return redis.pubsubChannels("meerkat:*").stream()
                .mapToLong(channel -> redis.pubsubNumSub(channel).get(channel))
                .sum();
    }

    /** Whatever is published fails, and whoever subscribes is refused: the log is read all the same. */
    @Test
    void withoutAnyBroadcastChangesAreReadFromTheLogAndNoWriteFails() {
        redis.aclSetUser("mute", "on", ">secret", "~meerkat:*", "resetchannels", "+@all");
        String url = servers.redis.url().replace("//", "//mute:secret@");
        try (Meerkat one = Servers.ready(servers.builder().redisUrl(url).build());
                Meerkat two = Servers.ready(servers.builder().redisUrl(url).build())) {
            document.hits(one);
            document.hits(two);
            CachedCollection<Document> wrapped = one.wrap(others);
            for (int round = 1; round <= 5; round++) {
                document.write();
                wrapped.updateOne(eq(0), inc("n", 1));
                assertThat(wrapped.findById(0).orElseThrow()).containsEntry("n", round);
                document.hits(one);
                document.hits(two);
            }
            assertThat(subscribers()).isZero();
            assertThat(one.health().solo() || two.health().solo()).isFalse();
            assertThat(one.health().holes() + two.health().holes()).isZero();
        }
    }

    @Test
    void aFrozenRedisHoldsUpReadsAndWritesForShortAndFailsNone() {
        try (Meerkat one = servers.sharing();
                Meerkat two = servers.sharing()) {
            document.hits(one);
            CachedCollection<Document> wrapped = one.wrap(others);
            servers.redis.pause();
            try {
                long began = System.nanoTime();
                for (int n = 1; n <= 200; n++) {
                    int id = n;
                    patiently(() -> wrapped.findById(id));
                    patiently(() -> wrapped.updateOne(eq(0), inc("n", 1)));
                    assertThat(wrapped.findById(0).orElseThrow()).containsEntry("n", n);
                }
                assertThat(System.nanoTime() - began).isLessThan(TimeUnit.SECONDS.toNanos(20));
                document.until(
                        List.of(one, two),
                        () -> one.health().solo() && two.health().solo());
                document.write();
                document.hits(one);
                document.hits(two);
            } finally {
                servers.redis.resume();
            }
            awaitUp(one, two);
        }
    }

    /** That Redis answers again is noticed when it is asked, so something has to change meanwhile. */
    private void awaitUp(Meerkat one, Meerkat two) {
        document.until(List.of(one, two), () -> {
            document.write();
            return one.health().status() == Status.UP && two.health().status() == Status.UP;
        });
    }

    private static void patiently(Runnable call) {
        long began = System.nanoTime();
        call.run();
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began))
                .as("ms that one call took")
                .isLessThan(PATIENCE_MILLIS);
    }

    @Test
    void aFullRedisFailsNothingAndIsTakenUpAgain() {
        try (Meerkat one = servers.sharing();
                Meerkat two = servers.sharing()) {
            document.hits(one);
            redis.configSet("maxmemory", "1"); // noeviction is the default: all that writes is refused
            CachedCollection<Document> wrapped = one.wrap(others);
            for (int n = 1; n <= 20; n++) {
                wrapped.updateOne(eq(0), inc("n", 1));
                assertThat(wrapped.findById(0).orElseThrow()).containsEntry("n", n);
            }
            document.until(
                    List.of(one, two), () -> one.health().solo() && two.health().solo());
            document.write();
            document.hits(one);
            document.hits(two);

            redis.configSet("maxmemory", "0");
            awaitUp(one, two);
            document.hits(one);
            document.hits(two);
        }
    }

    /** The log has no lifetime, so that volatile policies let it be. */
    @Test
    void whereMemoryIsShortAVolatilePolicyEvictsEntriesAndNeverTheLog() {
        redis.configSet("maxmemory-policy", "volatile-lru");
        redis.configSet("maxmemory", "6mb");
        try (Meerkat one = servers.sharing();
                Meerkat two = servers.sharing()) {
            document.hits(one);
            CachedCollection<Document> wrapped = one.wrap(others);
            wrapped.updateOne(eq(0), new Document("$set", new Document("padding", "x".repeat(10_000))));
            int[] n = {0};
            document.until(List.of(one, two), () -> {
                for (int i = 0; i < 20; i++) {
                    wrapped.find(new Document("n", new Document("$gt", --n[0]))).first();
                }
                return evicted() > 100;
            });
            assertThat(redis.keys("meerkat:*:log")).hasSize(1);
            document.write();
            document.hits(one);
            document.hits(two);
            assertThat(one.health().solo() || two.health().solo()).isFalse();
            assertThat(one.health().holes() + two.health().holes()).isZero();
        }
    }

    private long evicted() {
        return redis.info("stats")
                .lines()
                .filter(line -> line.startsWith("evicted_keys:"))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1)))
                .sum();
    }

    /** As policies over all keys do it, or an administrator. */
    @Test
    void aLogThatIsEvictedGoesOnAndNoReadIsStale() {
        try (Meerkat one = servers.sharing();
                Meerkat two = servers.sharing()) {
            for (int round = 0; round < 5; round++) {
                document.hits(one);
                document.hits(two);
                redis.keys("meerkat:*:log").forEach(redis::del);
                document.write();
            }
            document.hits(one);
            document.hits(two);
            assertThat(redis.keys("meerkat:*:log")).hasSize(1);
            await().atMost(Servers.DEADLINE).until(() -> one.health().status() == Status.UP);
            assertThat(one.statistics().from(Outcome.Tier.NEAR)).isPositive();
        }
    }
}
