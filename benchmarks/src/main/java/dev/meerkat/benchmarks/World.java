package dev.meerkat.benchmarks;

import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import dev.meerkat.Meerkat;
import dev.meerkat.MeerkatBuilder;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.bson.codecs.configuration.CodecRegistries;
import org.bson.codecs.configuration.CodecRegistry;
import org.bson.codecs.pojo.PojoCodecProvider;
import org.bson.types.ObjectId;
import redis.clients.jedis.RedisClient;

/**
 * What a benchmark works with in its JVM: clients of the servers, the documents' ids in turn, and Meerkats over them.
 * Used by one thread.
 */
final class World implements AutoCloseable {

    /** How many documents there are; a power of two. */
    static final int DOCUMENTS = 1024;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final MongoClient client;
    final RedisClient redis;
    final MongoCollection<User> users;
    private final Addresses addresses;
    private final ObjectId[] ids =
            IntStream.range(0, DOCUMENTS).mapToObj(n -> User.numbered(n).id()).toArray(ObjectId[]::new);
    private int next;

    World() {
        this(Addresses.ofThisJvm());
    }

    World(Addresses addresses) {
        this.addresses = addresses;
        CodecRegistry registry = CodecRegistries.fromRegistries(
                MongoClientSettings.getDefaultCodecRegistry(),
                CodecRegistries.fromProviders(
                        PojoCodecProvider.builder().automatic(true).build()));
        this.client = MongoClients.create(addresses.mongo());
        this.redis = RedisClient.create(addresses.redis());
        this.users = client.getDatabase(addresses.database())
                .getCollection("users", User.class)
                .withCodecRegistry(registry);
    }

    /** The ids, one after the other, over and over. */
    ObjectId nextId() {
        return ids[next++ & (DOCUMENTS - 1)];
    }

    /** A Meerkat with both tiers. */
    MeerkatBuilder sharing() {
        return alone().redisUrl(addresses.redis()).redisKeyPrefix(addresses.redisKeyPrefix());
    }

    /** A Meerkat with a near tier only. */
    MeerkatBuilder alone() {
        return Meerkat.builder()
                .mongoClient(client)
                .staticAssetDb(addresses.metadataDatabase())
                .multiDb(false)
                .defaultTtl(Duration.ofHours(1));
    }

    /** Builds it and waits until it serves. */
    static Meerkat serving(MeerkatBuilder builder) {
        Meerkat meerkat = builder.build();
        await("Meerkat doesn't serve", () -> meerkat.health().serving());
        return meerkat;
    }

    /** Waits for a condition, asked for anew each time. */
    static void await(String failure, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException(failure + " within " + PATIENCE.toSeconds() + " s");
            }
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(failure, e);
            }
        }
    }

    @Override
    public void close() {
        redis.close();
        client.close();
    }
}
