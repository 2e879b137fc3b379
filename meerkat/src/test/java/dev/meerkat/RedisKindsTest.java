package dev.meerkat;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Updates.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import dev.meerkat.cache.Outcome;
import dev.meerkat.embedded.EmbeddedRedis;
import dev.meerkat.embedded.EmbeddedRedisCluster;
import dev.meerkat.embedded.EmbeddedRedisSentinel;
import dev.meerkat.proxy.CachedCollection;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Two Meerkats over one Redis, over Redis Sentinel, over a Redis Cluster. */
class RedisKindsTest {

    private static Servers servers;

    enum Kind {
        SINGLE,
        SENTINEL,
        CLUSTER
    }

    private interface Task {
        void runWith(String redisUrl);
    }

    @BeforeAll
    static void start() {
        servers = new Servers();
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    private static void with(Kind kind, Task task) {
        switch (kind) {
            case SINGLE -> {
                try (EmbeddedRedis redis = EmbeddedRedis.start()) {
                    task.runWith(redis.url());
                }
            }
            case SENTINEL -> {
                try (EmbeddedRedisSentinel redis = EmbeddedRedisSentinel.start()) {
                    task.runWith(redis.url());
                }
            }
            case CLUSTER -> {
                try (EmbeddedRedisCluster redis = EmbeddedRedisCluster.start()) {
                    task.runWith(redis.url());
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void twoMeerkatsShareResultsAndBothSeeAPlainWrite(Kind kind) {
        with(kind, url -> {
            MongoCollection<Document> plain = servers.plain.getDatabase("kinds").getCollection(kind.name());
            plain.insertOne(new Document("_id", 1).append("n", 0));
            try (Meerkat one = Servers.ready(servers.builder().redisUrl(url).build());
                    Meerkat two = Servers.ready(servers.builder().redisUrl(url).build())) {
                CachedCollection<Document> ofOne = one.wrap(plain);
                CachedCollection<Document> ofTwo = two.wrap(plain);
                awaitShared(ofOne, two, ofTwo);

                plain.updateOne(eq(1), set("n", 7));

                awaitCached(one, ofOne, 7);
                awaitCached(two, ofTwo, 7);
            }
        });
    }

    /** The value reaches Redis a moment after the fill: each attempt is a read of its own. */
    private static void awaitShared(
            CachedCollection<Document> filling, Meerkat reader, CachedCollection<Document> reading) {
        AtomicInteger attempt = new AtomicInteger();
        await().atMost(Servers.DEADLINE).untilAsserted(() -> {
            Bson filter = gt("n", -attempt.incrementAndGet());
            filling.find(filter).first();
            assertThat(tier(
                            reader,
                            Outcome.Tier.SHARED,
                            () -> reading.find(filter).first()))
                    .isTrue();
        });
    }

    private static void awaitCached(Meerkat meerkat, CachedCollection<Document> users, int n) {
        await().atMost(Servers.DEADLINE).untilAsserted(() -> {
            assertThat(users.findById(1).orElseThrow()).containsEntry("n", n);
            assertThat(tier(meerkat, Outcome.Tier.NEAR, () -> users.findById(1)))
                    .isTrue();
        });
    }

    private static boolean tier(Meerkat meerkat, Outcome.Tier tier, Runnable read) {
        long before = meerkat.statistics().from(tier);
        read.run();
        return meerkat.statistics().from(tier) == before + 1;
    }

    @ParameterizedTest
    @CsvSource({
        "redis-sentinel://one, host[:port]/master-name",
        "redis-sentinel://one/m?sentinelUser=ada, sentinelPassword",
        "rediss-cluster://one/3, database 0 only",
        "redis-sentry://one/m, redis-sentinel://"
    })
    void aBadUrlIsToldItsForm(String url, String form) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> servers.builder().redisUrl(url).build())
                .withMessageContaining("redisUrl can't be read")
                .withMessageContaining(form);
    }

    @Test
    void theSentinelsPasswordIsHidden() {
        isHidden("redis-sentinel://one/m?sentinelPassword=s3cret&db=x");
    }

    @ParameterizedTest
    @CsvSource({"redis-sentinel://ada:s3cret@one", "rediss-cluster://ada:s3cret@one/3"})
    void usersAndPasswordsAreHidden(String badUrl) {
        isHidden(badUrl);
    }

    private static void isHidden(String badUrl) {
        MeerkatBuilder builder = servers.builder().redisUrl(badUrl);

        assertThat(builder.toString()).doesNotContain("s3cret").doesNotContain("ada:");
        assertThatIllegalArgumentException().isThrownBy(builder::build).withMessageNotContaining("s3cret");
    }
}
