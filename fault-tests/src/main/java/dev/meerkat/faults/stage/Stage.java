package dev.meerkat.faults.stage;

import dev.meerkat.embedded.EmbeddedRedis;
import dev.meerkat.faults.app.AppSettings;
import dev.meerkat.faults.audit.HistoryWriter;
import dev.meerkat.faults.audit.Write;
import dev.meerkat.faults.load.Corpus;
import dev.meerkat.faults.load.PlainLoad;
import dev.meerkat.faults.server.Mongo;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** The servers, the application processes, their links and the plain driver's writes. Used by one thread, but for {@link #close}. */
public final class Stage implements AutoCloseable {

    private static final Duration LEADER = Duration.ofSeconds(60);

    private final Path folder;
    private final Duration maxStaleness;
    private final @Nullable String plant;
    private final Random lots;
    private final String run =
            "faults-" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final List<AppSlot> apps = new CopyOnWriteArrayList<>();
    private final Mongo mongo;
    private final EmbeddedRedis redis;
    private int processes;
    private boolean closed;

    /**
     * Starts the servers; {@link #begin} all else.
     *
     * @param folder for logs and histories
     * @param mongoUri of a given MongoDB, or null for the embedded one
     * @param maxStaleness δ
     * @param plant a fault in Meerkat itself, or null
     * @param seed for what is read and written
     */
    public Stage(Path folder, @Nullable String mongoUri, Duration maxStaleness, @Nullable String plant, long seed) {
        this.folder = folder;
        this.maxStaleness = maxStaleness;
        this.plant = plant;
        this.lots = new Random(seed);
        mongo = open(Mongo.start(mongoUri, folder));
        redis = open(EmbeddedRedis.start());
    }

    private synchronized <T extends AutoCloseable> T open(T part) {
        opened.add(part);
        if (closed) {
            close();
            throw new IllegalStateException("closed");
        }
        return part;
    }

    /**
     * Fills the collections and begins to read and write.
     *
     * @param lost is told why the plain driver's writes have come to an end too early
     * @throws IOException if the histories can't be written
     */
    public void begin(Consumer<Throwable> lost) throws IOException {
        Files.createDirectories(histories());
        Files.createDirectory(histories().resolveSibling("tokens"));
        HistoryWriter history = open(new HistoryWriter(histories(), Write.PLAIN));
        open(this::drop);
        PlainLoad plain = open(new PlainLoad(mongo.uri(), run, history, lots.nextLong(), lost));
        plain.fill();
        for (int place = 1; place <= Corpus.WRITERS; place++) {
            AppSlot app =
                    open(new AppSlot(place, mongo.onlyAddress(), URI.create(redis.url()), folder, this::settings));
            apps.add(app);
            app.start();
        }
        apps.forEach(AppSlot::awaitReady);
        plain.begin();
    }

    private AppSettings settings(AppSlot.Links links) {
        processes++;
        return new AppSettings(
                processes,
                links.place(),
                links.firstLife(),
                mongo.uri(),
                links.mongo(),
                links.redis(),
                run,
                maxStaleness,
                histories(),
                plant,
                lots.nextLong());
    }

    private void drop() {
        if (!mongo.isEmbedded()) {
            mongo.client().getDatabase(run).drop();
            mongo.client().getDatabase(run + "-meta").drop();
        }
    }

    /** Where the processes record what they did. */
    public Path histories() {
        return folder.resolve("histories");
    }

    /** The bound δ. */
    public Duration maxStaleness() {
        return maxStaleness;
    }

    /** The MongoDB. */
    public Mongo mongo() {
        return mongo;
    }

    /** The Redis. */
    public EmbeddedRedis redis() {
        return redis;
    }

    /** The places of the application processes. */
    public List<AppSlot> apps() {
        return apps;
    }

    /**
     * The one whose process leads; waits for it.
     *
     * @throws IllegalStateException if there is none for too long
     */
    public AppSlot leader() {
        long deadline = System.nanoTime() + LEADER.toNanos();
        while (System.nanoTime() - deadline < 0) {
            Optional<AppSlot> leader = apps.stream().filter(Stage::leads).findFirst();
            if (leader.isPresent()) {
                return leader.get();
            }
            LockSupport.parkNanos(20_000_000);
        }
        throw new IllegalStateException("no process leads, for " + LEADER.toSeconds() + " s");
    }

    /** One whose process doesn't lead. */
    public AppSlot follower(Random draw) {
        List<AppSlot> followers = apps.stream().filter(app -> !leads(app)).toList();
        return followers.get(draw.nextInt(followers.size()));
    }

    private static boolean leads(AppSlot app) {
        return app.health().map(health -> health.getBoolean("leader")).orElse(false);
    }

    /** Stops all, the last opened first; the processes at the same time. */
    @Override
    public synchronized void close() {
        closed = true;
        List<Exception> failures = new ArrayList<>();
        apps.parallelStream().forEach(AppSlot::close);
        for (int i = opened.size() - 1; i >= 0; i--) {
            try {
                opened.get(i).close();
            } catch (Exception e) {
                failures.add(e);
            }
        }
        opened.clear();
        if (!failures.isEmpty()) {
            throw new IllegalStateException("not all could be stopped", failures.get(0));
        }
    }

    /** What runs, in lines. */
    public List<String> inWords() {
        List<String> lines = new ArrayList<>();
        lines.add(mongo.inWords());
        lines.add("Redis: " + redis.url() + ", a process of its own, pid " + redis.pid());
        for (AppSlot app : apps) {
            lines.add(app + ", pid " + app.process().pid()
                    + app.toMongo()
                            .map(proxy -> ", its MongoDB at " + proxy.address())
                            .orElse("")
                    + ", its Redis at " + app.toRedis().address());
        }
        return lines;
    }

    /** For a command that is run on the database {@code admin}. */
    public Document admin(Document command) {
        return mongo.admin(command);
    }
}
