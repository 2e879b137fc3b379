package dev.meerkat.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.meerkat.Meerkat;
import dev.meerkat.cache.Outcome;
import dev.meerkat.embedded.EmbeddedMongo;
import dev.meerkat.embedded.EmbeddedRedis;
import dev.meerkat.embedded.EmbeddedRedisCluster;
import dev.meerkat.embedded.EmbeddedRedisSentinel;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Two applications over one Redis. One module runs this with the Jedis that Spring Boot manages, another with the one that
 * Meerkat needs for all kinds of Redis.
 */
class RedisTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static EmbeddedMongo mongo;

    @BeforeAll
    static void start() {
        mongo = EmbeddedMongo.start();
    }

    @AfterAll
    static void stop() {
        mongo.close();
    }

    @Test
    void aServerIsShared() {
        try (EmbeddedRedis redis = EmbeddedRedis.start()) {
            share(redis.url());
        }
    }

    @Test
    @Tag("newer-jedis")
    void aServerBehindSentinelsIsShared() {
        try (EmbeddedRedisSentinel redis = EmbeddedRedisSentinel.start()) {
            share(redis.url());
        }
    }

    @Test
    @Tag("newer-jedis")
    void aClusterIsShared() {
        try (EmbeddedRedisCluster redis = EmbeddedRedisCluster.start()) {
            share(redis.url());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis-sentinel://one/master", "redis-cluster://one", "rediss://one"})
    @Tag("managed-jedis")
    void whatNeedsANewerJedisIsRefusedAtTheStart(String url) {
        FailureAnalysis failure =
                StartFailureTest.failureOf(BookShop.on(mongo).withPropertyValues("meerkat.redis-url=" + url));
        assertThat(failure.getDescription())
                .contains("redisUrl", "too old", "jedis.version")
                .contains("8.0.2");
    }

    private static void share(String redisUrl) {
        String property = "meerkat.redis-url=" + redisUrl;
        BookShop.on(mongo)
                .withPropertyValues(property)
                .run(first -> BookShop.on(mongo).withPropertyValues(property).run(second -> {
                    CachedClientTest.awaitServing(first);
                    CachedClientTest.awaitServing(second);
                    assertShared(
                            first.getBean(Books.class), second.getBean(Books.class), second.getBean(Meerkat.class));
                }));
    }

    /** What is filled reaches Redis a moment later: each attempt clears all and begins anew. */
    private static void assertShared(Books filling, Books reading, Meerkat reader) {
        filling.save(new Book(1, "Ulysses", "Joyce"));
        await().atMost(PATIENCE).untilAsserted(() -> {
            reader.clear();
            filling.findByAuthor("Joyce");
            long before = reader.statistics().from(Outcome.Tier.SHARED);
            assertThat(reading.findByAuthor("Joyce")).hasSize(1);
            assertThat(reader.statistics().from(Outcome.Tier.SHARED)).isEqualTo(before + 1);
        });
    }
}
