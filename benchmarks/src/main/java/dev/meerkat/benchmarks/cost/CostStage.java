package dev.meerkat.benchmarks.cost;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import dev.meerkat.benchmarks.User;
import dev.meerkat.benchmarks.peers.Corpus;
import dev.meerkat.benchmarks.peers.Setting;
import dev.meerkat.cache.spi.PortException;
import dev.meerkat.faults.child.ChildJvm;
import dev.meerkat.redis.RedisCache;
import dev.meerkat.redis.RedisOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.bson.Document;

/** The servers of a run, what is the run's own there, and a plain driver's client of it. Used by one thread. */
final class CostStage implements AutoCloseable {

    private static final Duration ANSWER = Duration.ofSeconds(20);

    private final Path folder;
    private final ChildJvm servers;
    private final Document places;
    private final MongoClient plain;
    private final String run = "meerkat-costs-"
            + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    private int stages;

    /**
     * Starts the servers.
     *
     * @param folder gets all logs and histories
     */
    CostStage(Path folder) {
        this.folder = folder;
        servers = ChildJvm.start(
                "servers",
                ServersChild.class,
                List.of("-Xmx512m"),
                new Document("begin", true),
                folder.resolve("servers.log"));
        try {
            servers.awaitReady();
            places = servers.ask("places", new Document(), ANSWER);
            plain = MongoClients.create(MongoClientSettings.builder()
                    .applyConnectionString(new ConnectionString(mongoUri()))
                    .writeConcern(WriteConcern.MAJORITY)
                    .applicationName("plain")
                    .build());
        } catch (RuntimeException e) {
            servers.kill();
            throw e;
        }
    }

    /** What was taken, in two lines. */
    List<String> choices() {
        return places.getList("choices", String.class);
    }

    String mongoUri() {
        return places.getString("mongoUri");
    }

    String redisUrl() {
        return places.getString("redisUrl");
    }

    Path folder() {
        return folder;
    }

    /** A name that nothing before had: of a database, with {@code -meta} of Meerkat's own, and of keys in Redis. */
    String nextName() {
        return run + "-" + ++stages;
    }

    /** Behind every cache's back: the plain driver, whose writes wait for the majority. */
    MongoDatabase plain(String name) {
        return plain.getDatabase(name);
    }

    /** The users of this name's corpus, by the plain driver. */
    MongoCollection<User> users(String name) {
        return Corpus.users(plain, name);
    }

    /** Deletes what was under this name. The servers may be others' own. */
    void forget(String name) {
        plain.getDatabase(name).drop();
        plain.getDatabase(Place.metadata(name)).drop();
        plain.getDatabase(new Setting("", "", name, Duration.ZERO).metadataDatabase())
                .drop();
        try (RedisCache redis = RedisCache.connect(RedisOptions.of(redisUrl(), name, "none"))) {
            redis.deleteAllKeysByScanning();
        } catch (PortException e) {
            throw new IllegalStateException("Keys of the run are left behind in Redis", e);
        }
    }

    @Override
    public void close() {
        plain.close();
        servers.close();
    }
}
