package dev.meerkat.faults.app;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.ServerAddress;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.connection.ClusterConnectionMode;
import dev.meerkat.Meerkat;
import dev.meerkat.OpenedBuilder;
import dev.meerkat.cache.CacheStatistics;
import dev.meerkat.cache.Outcome.Tier;
import dev.meerkat.faults.audit.HistoryWriter;
import dev.meerkat.faults.child.Lines;
import dev.meerkat.faults.load.Baton;
import dev.meerkat.faults.load.CausalChain;
import dev.meerkat.faults.load.Reader;
import dev.meerkat.faults.load.Sources;
import dev.meerkat.faults.load.Threads;
import dev.meerkat.faults.load.Trouble;
import dev.meerkat.faults.load.Writer;
import dev.meerkat.monitoring.Health;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.bson.Document;

/** One of the application processes: it reads and writes through Meerkat from its beginning to its end. */
public final class App implements Lines.Work {

    private static final int READERS = 3;
    private static final int WRITERS = 2;
    private static final double READS_PER_SECOND = 1800;
    private static final double WRITES_PER_SECOND = 8;

    /** Less than what the documents and queries weigh, so that some hits come from Redis. */
    private static final int NEAR_BYTES = 450_000;

    private final AppSettings settings;
    private final JumpingClock clock = new JumpingClock();
    private final HistoryWriter history;
    private final Trouble trouble = new Trouble();
    private final MongoClient client;
    private final Meerkat meerkat;
    private final Threads threads = new Threads(App::end);
    private volatile boolean running = true;

    private App(AppSettings settings) throws IOException {
        this.settings = settings;
        Sources sources = Sources.listen();
        history = new HistoryWriter(settings.histories(), settings.process());
        client = client();
        meerkat = meerkat();
        begin(sources);
    }

    /** Runs until told to stop. */
    public static void main(String[] arguments) {
        Lines.work(settings -> new App(AppSettings.of(settings)));
    }

    private MongoClient client() {
        MongoClientSettings.Builder builder = MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(settings.mongoUri()))
                .writeConcern(WriteConcern.MAJORITY)
                .addCommandListener(trouble)
                .applicationName("app-" + settings.process())
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(5, TimeUnit.SECONDS))
                .applyToConnectionPoolSettings(pool -> pool.addConnectionPoolListener(trouble));
        ServerAddress proxy = settings.proxy();
        if (proxy != null) {
            builder.applyToClusterSettings(
                    cluster -> cluster.hosts(List.of(proxy)).mode(ClusterConnectionMode.SINGLE));
        }
        if (settings.place() == 1) { // one gives up while a link is stalled, the others wait
            builder.applyToSocketSettings(
                    socket -> socket.readTimeout(settings.maxStaleness().toMillis(), TimeUnit.MILLISECONDS));
        }
        return MongoClients.create(builder.build());
    }

    private Meerkat meerkat() {
        return Plant.in(
                        OpenedBuilder.ticker(Meerkat.builder(), clock)
                                .mongoClient(client)
                                .redisUrl(settings.redisUrl())
                                .redisKeyPrefix(settings.run())
                                .staticAssetDb(settings.metadata())
                                .multiDb(false)
                                .debug(true)
                                .nearCacheBytes(NEAR_BYTES)
                                .defaultTtl(Duration.ofMinutes(5))
                                .maxStaleness(settings.maxStaleness()),
                        settings.plant())
                .build();
    }

    private void begin(Sources sources) {
        MongoClient cached = meerkat.wrap(client);
        Random lots = new Random(settings.seed());
        for (int i = 0; i < READERS; i++) {
            threads.start(
                    "reader-" + i,
                    new Reader(
                            settings.process(),
                            cached.getDatabase(settings.database()),
                            history,
                            trouble,
                            sources,
                            new Random(lots.nextLong()),
                            READS_PER_SECOND / READERS,
                            () -> running));
        }
        threads.start(
                "causal-chain",
                new CausalChain(
                        settings.process(),
                        settings.place(),
                        meerkat,
                        cached.getDatabase(settings.database()),
                        history,
                        trouble,
                        sources,
                        new Baton(settings.histories().resolveSibling("tokens")),
                        new Random(lots.nextLong()),
                        () -> running));
        MongoClient writing = Plant.WRITES_NOT_RAISED.equals(settings.plant()) ? client : cached;
        for (int i = 0; i < WRITERS; i++) {
            threads.start(
                    "writer-" + i,
                    new Writer(
                            new Writer.Place(settings.process(), settings.place(), i, WRITERS, settings.firstLife()),
                            writing,
                            settings.database(),
                            history,
                            trouble,
                            new Random(lots.nextLong()),
                            WRITES_PER_SECOND / WRITERS,
                            () -> running));
        }
    }

    private static void end(Throwable thrown) {
        thrown.printStackTrace();
        Runtime.getRuntime().halt(3);
    }

    @Override
    public Document answer(String what, Document details) {
        switch (what) {
            case "health" -> {
                return health();
            }
            case "jump" -> clock.jump(Duration.ofMillis(((Number) details.get("millis")).longValue()));
            case "stand" -> clock.stand();
            case "go on" -> clock.goOn();
            default -> throw new IllegalArgumentException("not an order: " + what);
        }
        return new Document();
    }

    private Document health() {
        Health health = meerkat.health();
        CacheStatistics statistics = meerkat.statistics();
        return new Document("status", health.status().name())
                .append("reason", health.reason())
                .append("serving", health.serving())
                .append("solo", health.solo())
                .append("leader", health.leader())
                .append("hits", statistics.from(Tier.NEAR) + statistics.from(Tier.SHARED));
    }

    @Override
    public void close() {
        running = false;
        threads.join(Duration.ofSeconds(2));
        meerkat.close();
        client.close();
        threads.join(Duration.ofSeconds(2));
        history.close();
    }
}
