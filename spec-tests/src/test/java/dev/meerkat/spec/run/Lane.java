package dev.meerkat.spec.run;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.meerkat.Meerkat;
import dev.meerkat.embedded.MongoServer;
import dev.meerkat.embedded.Servers;
import dev.meerkat.spec.format.ServerFacts;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** A server, and for the wrapped modes a Meerkat: where cases are run in one mode, one after the other. */
public final class Lane implements AutoCloseable {

    private static final String METADATA = "spec-metadata";
    private static final Duration BOUND = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Mode mode;
    private final MongoServer server;
    private final MongoClient internal;
    private final @Nullable Meerkat meerkat;
    private final UnaryOperator<MongoClient> plant;
    private long changedNanos;
    private boolean changed;

    private Lane(Mode mode, MongoServer server, UnaryOperator<MongoClient> plant) {
        this.plant = plant;
        this.mode = mode;
        this.server = server;
        this.internal = MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(server.uri()))
                .writeConcern(WriteConcern.MAJORITY)
                .applicationName("spec-runner")
                .build());
        this.meerkat = mode == Mode.PLAIN ? null : meerkat(server.uri());
        internal.getDatabase(METADATA).getCollection("runner").insertOne(new Document()); // it exists in every mode
    }

    private static Meerkat meerkat(String uri) {
        Meerkat meerkat = Meerkat.builder()
                .mongoUri(uri)
                .staticAssetDb(METADATA)
                .multiDb(true)
                .maxStaleness(BOUND)
                .build();
        Awaitility.await().atMost(PATIENCE).until(() -> meerkat.health().serving());
        return meerkat;
    }

    /** Opens one on a server of its own, where servers are the embedded ones; else on the one that the environment names. */
    public static Lane open(Mode mode) {
        return open(mode, UnaryOperator.identity());
    }

    /**
     * Opens one with a fault, for tests of the runner.
     *
     * @param plant what becomes of a wrapped client
     */
    public static Lane open(Mode mode, UnaryOperator<MongoClient> plant) {
        return new Lane(mode, Servers.mongo(), plant);
    }

    public Mode mode() {
        return mode;
    }

    /** What stands for the server where lanes must not work on one at a time. */
    public String server() {
        return server.uri();
    }

    boolean isEmbedded() {
        return server.choice().contains("embedded");
    }

    /** The connection string, to which options can be added. */
    String uri() {
        String uri = server.uri();
        String whole = uri.contains("?") ? uri : uri + (uri.matches("mongodb(\\+srv)?://[^/]+") ? "/?" : "?");
        return whole + "&serverSelectionTimeoutMS=10000";
    }

    public ServerFacts facts() {
        return ServerFacts.of(internal);
    }

    MongoClient internal() {
        return internal;
    }

    boolean isWrapped() {
        return meerkat != null;
    }

    /** What Meerkat makes of a client; the same where there is none. */
    MongoClient wrapped(MongoClient client) {
        return meerkat == null ? client : plant.apply(meerkat.wrap(client));
    }

    /** The cache's; there is one. */
    Meerkat meerkat() {
        if (meerkat == null) {
            throw new IllegalStateException("There is no Meerkat where cases go through the driver");
        }
        return meerkat;
    }

    /** Data was just changed outside of what is wrapped. */
    void changedOutside() {
        changedNanos = System.nanoTime();
        changed = true;
    }

    /**
     * Waits until the cache surely knows what was changed outside: the instant as of which it knows of all changes, which
     * follows from the watermark of its change stream, lies after the change. Then nothing of it is still to come.
     */
    void awaitChanges() {
        if (meerkat != null && changed) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> knowsOfChanges(meerkat));
            changed = false;
        }
    }

    private boolean knowsOfChanges(Meerkat cache) {
        long now = System.nanoTime();
        Optional<Duration> freshness = cache.health().freshness();
        return freshness.isPresent() && now - freshness.get().toNanos() - changedNanos >= 0;
    }

    /** Waits until the cache serves. */
    void awaitServing() {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> meerkat().health().serving());
    }

    @Override
    public void close() {
        if (meerkat != null) {
            meerkat.close();
        }
        internal.close();
        server.close();
    }
}
