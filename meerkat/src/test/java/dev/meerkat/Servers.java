package dev.meerkat;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.meerkat.embedded.EmbeddedMongo;
import dev.meerkat.embedded.EmbeddedRedis;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import redis.clients.jedis.commands.JedisBinaryCommands;

/** A MongoDB and a Redis for a test, a plain client beside Meerkat, and Meerkats that are ready. */
final class Servers implements AutoCloseable {

    static final Duration BOUND = Duration.ofSeconds(2);
    static final Duration DEADLINE = Duration.ofSeconds(30);

    private static final int LONGEST_MARK = 8;

    final EmbeddedMongo mongo = EmbeddedMongo.start();
    final EmbeddedRedis redis = EmbeddedRedis.start();
    final MongoClient plain = MongoClients.create(mongo.uri());

    MeerkatBuilder builder() {
        return Meerkat.builder()
                .mongoUri(mongo.uri())
                .staticAssetDb("metadata")
                .multiDb(true)
                .maxStaleness(BOUND);
    }

    Meerkat sharing() {
        return ready(builder().redisUrl(redis.url()).build());
    }

    Meerkat alone() {
        return ready(builder().build());
    }

    static Meerkat ready(Meerkat meerkat) {
        Awaitility.await().atMost(DEADLINE).until(() -> meerkat.health().serving());
        return meerkat;
    }

    /** The keys of all entries in Redis; the mark of a fill lease, shorter than any entry, is none. */
    static List<byte[]> entries(JedisBinaryCommands redis) {
        return redis.keys("*:v:*".getBytes(UTF_8)).stream()
                .filter(key -> redis.strlen(key) > LONGEST_MARK)
                .toList();
    }

    @Override
    public void close() {
        plain.close();
        redis.close();
        mongo.close();
    }
}
