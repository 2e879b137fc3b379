package dev.meerkat.junit;

import static dev.meerkat.junit.InnerRun.SEEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.meerkat.embedded.EmbeddedMongo;
import dev.meerkat.embedded.EmbeddedRedis;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

/** After the tests no process, no thread and no open client is left. */
class NothingStaysTest {

    @WithMongo
    @WithRedis
    static class Everything {
        @BeforeAll
        static void forAll(MongoClient client, RedisClient redis) {
            SEEN.addAll(List.of(client, redis));
        }

        @Test
        void isUsed(MongoDatabase database, EmbeddedMongo mongo, RedisClient redis, EmbeddedRedis server) {
            database.getCollection("users").insertOne(new Document());
            redis.set("key", "value");
            SEEN.add(ProcessHandle.of(server.pid()).orElseThrow());
            SEEN.add(mongo);
        }

        @Test
        @WithMongo
        @WithRedis
        void isUsedAndFails(MongoDatabase database, RedisClient redis, EmbeddedRedis server) {
            database.getCollection("users").insertOne(new Document());
            SEEN.addAll(List.of(redis, ProcessHandle.of(server.pid()).orElseThrow()));
            throw new IllegalStateException("as it should");
        }

        @Test
        void leavesTheServersDead(MongoDatabase database, RedisClient redis, EmbeddedRedis server) {
            database.getCollection("users").insertOne(new Document());
            redis.set("key", "value");
            server.stop();
        }
    }

    @Test
    void whetherTestsPassOrFail() {
        Set<Long> before = threads();

        InnerRun.of(Everything.class, Map.of())
                .testEvents()
                .assertStatistics(events -> events.started(3).succeeded(2).failed(1));

        assertThat(SEEN).hasSize(6).allSatisfy(NothingStaysTest::isGone);
        await().untilAsserted(() -> assertThat(threads()).isSubsetOf(before));
    }

    private static void isGone(Object seen) {
        if (seen instanceof ProcessHandle process) {
            await().until(() -> !process.isAlive());
        } else if (seen instanceof MongoClient client) {
            assertThatThrownBy(() -> client.listDatabaseNames().first()).isInstanceOf(IllegalStateException.class);
        } else if (seen instanceof RedisClient redis) {
            assertThatThrownBy(redis::ping).isInstanceOf(RuntimeException.class);
        } else if (seen instanceof EmbeddedMongo mongo) {
            assertThatThrownBy(() -> new Socket("127.0.0.1", mongo.port()).close())
                    .isInstanceOf(IOException.class);
        }
    }

    /** Those that servers and clients have; the JDK's and the netty-wide ones come and go by themselves. */
    private static Set<Long> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches("(?i).*(mongo|cluster-|redis|jedis|commons-pool).*"))
                .map(Thread::getId)
                .collect(Collectors.toSet());
    }
}
