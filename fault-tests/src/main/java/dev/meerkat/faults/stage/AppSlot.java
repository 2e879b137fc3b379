package dev.meerkat.faults.stage;

import com.mongodb.ServerAddress;
import dev.meerkat.embedded.FaultProxy;
import dev.meerkat.faults.app.App;
import dev.meerkat.faults.app.AppSettings;
import dev.meerkat.faults.child.ChildJvm;
import dev.meerkat.faults.child.ChildLostException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * The place of one application process, with its own links to MongoDB and Redis: who dies in it is followed by another.
 * Used by one thread, but for {@link #close}.
 */
public final class AppSlot implements AutoCloseable {

    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final int place;
    private final Path logs;
    private final Function<Links, AppSettings> settings;
    private final @Nullable FaultProxy toMongo;
    private final FaultProxy toRedis;
    private volatile @Nullable ChildJvm process;

    /** Where a process finds its servers, and whether it is the first one in its place. */
    record Links(int place, @Nullable String mongo, String redis, boolean firstLife) {}

    /**
     * @param mongo the only server, or null where there can be no proxy
     * @param settings for each process that is started
     */
    AppSlot(int place, @Nullable ServerAddress mongo, URI redis, Path logs, Function<Links, AppSettings> settings) {
        this.place = place;
        this.logs = logs;
        this.settings = settings;
        this.toMongo = mongo == null ? null : FaultProxy.to(mongo.getHost(), mongo.getPort());
        this.toRedis = FaultProxy.to(redis.getHost(), redis.getPort());
    }

    /** Starts a process; {@link #awaitReady} tells when it works. */
    public void start() {
        FaultProxy mongo = toMongo;
        Links links = new Links(
                place, mongo == null ? null : mongo.address(), "redis://" + toRedis.address(), process == null);
        AppSettings its = settings.apply(links);
        process = ChildJvm.start(
                "process " + its.process(),
                App.class,
                List.of("-Xmx192m"),
                its.toDocument(),
                logs.resolve("process-" + its.process() + ".log"));
    }

    /** Waits until the process works. */
    public void awaitReady() {
        process().awaitReady();
    }

    /** From 1. */
    public int place() {
        return place;
    }

    /** The process that runs now. */
    public ChildJvm process() {
        return Objects.requireNonNull(process, "not started");
    }

    /** The link to MongoDB; empty where there is no proxy. */
    public Optional<FaultProxy> toMongo() {
        return Optional.ofNullable(toMongo);
    }

    /** The link to Redis. */
    public FaultProxy toRedis() {
        return toRedis;
    }

    /** Asks the process. */
    public Document ask(String what, Document details) {
        return process().ask(what, details, ANSWER);
    }

    /** How the process is doing; empty where it doesn't say. */
    public Optional<Document> health() {
        try {
            return Optional.of(ask("health", new Document()));
        } catch (ChildLostException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        ChildJvm last = process;
        if (last != null) {
            last.close();
        }
        toRedis.close();
        if (toMongo != null) {
            toMongo.close();
        }
    }

    @Override
    public String toString() {
        return String.valueOf(process);
    }
}
