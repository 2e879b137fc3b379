package dev.meerkat.junit;

import static dev.meerkat.junit.InnerRun.SEEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.embedded.EmbeddedRedis;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;

class WithRedisTest {

    @WithRedis
    static class EveryWay {
        private final RedisClient redis;

        EveryWay(RedisClient redis) {
            this.redis = redis;
        }

        @RepeatedTest(40)
        void allNameOneDatabaseThatIsEmpty(UnifiedJedis same, URI uri, EmbeddedRedis server) {
            assertThat(same).isSameAs(redis);
            assertThat(redis.dbSize()).isZero();
            redis.set("key", uri.toString());
            try (RedisClient other = RedisClient.create(uri)) {
                assertThat(other.get("key")).isEqualTo(uri.toString());
            }
            assertThat(uri.getPort()).isEqualTo(server.port());
            SEEN.add(server.pid());
        }
    }

    @Test
    void aTestGetsAnEmptyDatabaseOfTheClasssServer() {
        InnerRun.passes(EveryWay.class, 40);
        assertThat(Set.copyOf(SEEN)).hasSize(1);
    }

    @WithRedis
    static class FilledOnce {
        @BeforeAll
        static void fill(RedisClient redis) {
            redis.set("key", "value");
        }

        @RepeatedTest(2)
        void allTestsFindIt(RedisClient redis) {
            assertThat(redis.get("key")).isEqualTo("value");
        }

        @Nested
        class Within {
            @Test
            void nestedOnesToo(RedisClient redis) {
                assertThat(redis.get("key")).isEqualTo("value");
            }

            @Test
            @WithRedis
            void unlessTheyHaveTheirOwn(RedisClient redis) {
                assertThat(redis.dbSize()).isZero();
            }
        }
    }

    @Test
    void whatABeforeAllFillsBelongsToTheClass() {
        InnerRun.passes(FilledOnce.class, 4);
    }

    @WithRedis
    static class LeftDead {
        @RepeatedTest(3)
        void stopsIt(RedisClient redis, EmbeddedRedis server) {
            redis.set("key", "value");
            server.stop();
        }

        @Test
        void pausesIt(RedisClient redis, EmbeddedRedis server) {
            redis.set("key", "value");
            server.pause();
        }
    }

    @Test
    void aServerThatATestLeftDeadWorksInTheNextOne() {
        InnerRun.passes(LeftDead.class, 4);
    }

    @WithRedis
    static class Mistaken {
        @Test
        void asksForAConnection(Jedis redis) {
            redis.ping();
        }
    }

    @Test
    void aTypeThatIsNotOfferedIsAnErrorThatSaysWhichAre() {
        assertThat(InnerRun.failureOf(Mistaken.class, Map.of())).contains("Jedis", "RedisClient", "java.net.URI");
    }
}
