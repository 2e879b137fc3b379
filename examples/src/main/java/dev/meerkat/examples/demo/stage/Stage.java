package dev.meerkat.examples.demo.stage;

import com.mongodb.ReadConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.meerkat.embedded.MongoServer;
import dev.meerkat.embedded.RedisServer;
import dev.meerkat.examples.demo.data.CldrData;
import dev.meerkat.examples.demo.group.Group;
import dev.meerkat.examples.demo.measure.SharedTimes;
import dev.meerkat.examples.demo.member.MemberSettings;
import dev.meerkat.examples.demo.repositories.LocaleRepository;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Two servers, a database and a key prefix of the demo's own on them, and the processes that share a cache. Used by one
 * thread. What it sets up is undone by the {@link Cleanup} that it is given.
 */
public final class Stage {

    /** The bound δ that the processes keep. */
    public static final Duration BOUND = Duration.ofSeconds(2);

    private static final int AUDITED = 24;
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final RedisServer redis;
    private final MongoDatabase database;
    private final MemberSettings settings;
    private final SharedTimes times;
    private final Group group;
    private final Cleanup cleanup;

    /**
     * Connects; the database is empty and no process runs yet.
     *
     * @param folder for the processes' logs and the file of times
     * @param withoutRule whether the processes run with the validity rule switched off
     * @throws IOException if the file of times can't be made
     */
    public Stage(MongoServer mongo, RedisServer redis, Path folder, boolean withoutRule, Cleanup cleanup)
            throws IOException {
        byte[] random = new byte[4];
        new SecureRandom().nextBytes(random);
        String name = "meerkat_demo_" + HexFormat.of().formatHex(random);
        this.redis = redis;
        this.cleanup = cleanup;
        this.settings = new MemberSettings(
                0,
                mongo.uri(),
                redis.url(),
                name,
                name + "_meta",
                name.replace('_', '-'),
                BOUND,
                audited(),
                folder.resolve("times"),
                withoutRule);
        this.times = SharedTimes.map(settings.times(), settings.rows());
        GivenServers.checkRedis(redis.url());
        MongoClient client = GivenServers.mongo(mongo.uri());
        if (!redis.ours()) {
            cleanup.add(() -> Leftovers.delete(redis.url(), settings.keyPrefix()));
        }
        if (!mongo.ours()) {
            cleanup.add(() -> Leftovers.drop(mongo.uri(), settings.database(), settings.metadata()));
        }
        cleanup.add(client::close);
        this.database = client.getDatabase(name).withReadConcern(ReadConcern.MAJORITY);
        this.group = new Group(settings, folder);
        cleanup.add(group::kill);
    }

    private static List<String> audited() {
        List<String> tags = CldrData.localeTags();
        return IntStream.range(0, AUDITED)
                .mapToObj(i -> tags.get(i * tags.size() / AUDITED))
                .toList();
    }

    /** Begins to change documents by a plain driver. */
    public PlainWriter writePlainly() {
        PlainWriter writer = new PlainWriter(new LocaleRepository(database), settings.audited(), times);
        cleanup.add(writer::close);
        return writer;
    }

    /** The demo's documents, read and written by a plain driver. */
    public MongoDatabase database() {
        return database;
    }

    /** The Redis that the processes share. */
    public RedisServer redis() {
        return redis;
    }

    /** The processes. */
    public Group group() {
        return group;
    }

    /** What all processes are told, but for their numbers. */
    public MemberSettings settings() {
        return settings;
    }

    /** When each number of an audited document was acknowledged, and seen. */
    public SharedTimes times() {
        return times;
    }

    /** How long to wait for something that should happen soon. */
    public Duration patience() {
        return PATIENCE;
    }

    /** How long to wait until a value is seen: without the validity rule, when it won't be, no longer than the bound. */
    public Duration patienceForValues() {
        return settings.withoutRule() ? BOUND : PATIENCE;
    }
}
