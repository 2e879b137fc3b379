package dev.meerkat;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.meerkat.cache.Audit;
import dev.meerkat.cache.Gate;
import dev.meerkat.cache.ProtocolTimes;
import dev.meerkat.cache.log.LocalLog;
import dev.meerkat.cache.log.LogFollower;
import dev.meerkat.cache.log.LogRecord;
import dev.meerkat.cache.log.Progress;
import dev.meerkat.cache.spi.Checkpoint;
import dev.meerkat.cache.spi.ClusterClock;
import dev.meerkat.cache.spi.LogStore;
import dev.meerkat.cache.spi.PortException;
import dev.meerkat.cache.spi.RecordId;
import dev.meerkat.cache.spi.Ticker;
import dev.meerkat.changes.ChangeEvents;
import dev.meerkat.changes.MetadataNames;
import dev.meerkat.changes.MongoChangeStreams;
import dev.meerkat.changes.MongoClusterClock;
import dev.meerkat.changes.MongoDatabaseRegister;
import dev.meerkat.changes.SoloWatch;
import dev.meerkat.changes.WantedDatabases;
import dev.meerkat.changes.Watcher;
import dev.meerkat.changes.WidestEventSource;
import dev.meerkat.election.Leadership;
import dev.meerkat.election.LeaseKeeper;
import dev.meerkat.election.MongoLeaseStore;
import java.time.Duration;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One process's part in the protocol: it takes notes, follows the log, is a candidate for the lease, and watches while it
 * has it. It watches for itself while the shared log stands still; always, where it shares none.
 */
final class Node implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Node.class);
    /** Without the privilege to watch the whole cluster: how often it is tried all the same. */
    private static final Duration RETRY = Duration.ofMinutes(1);

    private static final Duration REGISTER_EVERY = Duration.ofSeconds(20);

    private final String id = UUID.randomUUID().toString();
    private final NodeScheduler scheduler = new NodeScheduler();
    private final Metadata metadata;
    private final Gate gate;
    private final ProtocolTimes times;
    private final ClusterClock clock;
    private final LogStore log;
    private final LogFollower follower;
    private final WantedDatabases wanted;
    private final WidestEventSource source;
    private final @Nullable Audit audit;
    private final Watcher watcher;
    private final @Nullable LeaseKeeper keeper;
    private final Watcher ownWatcher;
    private final @Nullable SoloWatch solo;
    private LogStore.@Nullable Subscription subscription;
    private @Nullable RecordId appliedBefore;

    Node(MongoClient client, Metadata metadata, MeerkatConfig config, LocalCache cache, LogStore log) {
        Ticker ticker = config.forTests().ticker();
        this.metadata = metadata;
        this.gate = cache.gate();
        this.times = config.times();
        this.log = log;
        this.clock =
                new MongoClusterClock(client.getDatabase(config.staticAssetDb()), Metadata.LEASES, Metadata.LEASE_ID);
        this.audit = cache.reads().audit();
        this.follower = new LogFollower(log, cache.invalidations(), gate, cache.reads()::apply);
        MongoDatabase own = client.getDatabase(config.staticAssetDb());
        this.wanted = new WantedDatabases(
                gate.watched(), config.sharing() ? new MongoDatabaseRegister(own, times.patience()) : null, ticker);
        this.source = new WidestEventSource(
                new MongoChangeStreams(client, times.heartbeat()),
                config.staticAssetDb(),
                wanted,
                ticker,
                times.heartbeat(),
                RETRY);
        this.watcher = watcher(config, ticker, log, follower::accept);
        this.ownWatcher = watcher(config, ticker, new LocalLog(), follower::acceptOwn);
        this.solo = config.sharing() ? new SoloWatch(ownWatcher, follower, ticker, new Random(), times) : null;
        this.keeper = config.sharing()
                ? new LeaseKeeper(
                        new MongoLeaseStore(
                                client, config.staticAssetDb(), Metadata.LEASES, Metadata.LEASE_ID, times.patience()),
                        log,
                        new WatcherLeadership(watcher),
                        ticker,
                        times,
                        id)
                : null;
    }

    private Watcher watcher(MeerkatConfig config, Ticker ticker, LogStore to, Consumer<LogRecord> records) {
        return new Watcher(
                source,
                clock,
                to,
                records,
                new ChangeEvents(new MetadataNames(config.staticAssetDb())),
                scheduler,
                ticker,
                new Random(),
                times);
    }

    void start() {
        LeaseKeeper candidate = keeper;
        if (candidate == null) {
            subscription = log.subscribe(follower);
            watcher.begin(1, null);
        } else {
            scheduler.schedule(Duration.ZERO, follower::catchUp);
            subscription = log.subscribe(follower);
            scheduler.every(times.heartbeat(), candidate::tick);
            scheduler.every(times.heartbeat(), this::catchUpIfSilent);
            scheduler.every(times.heartbeat(), () -> wanted.exchange(source.isRefused()));
            if (solo != null) {
                scheduler.every(times.heartbeat(), solo::tick);
            }
        }
        scheduler.every(times.heartbeat(), this::takeNote);
        scheduler.every(REGISTER_EVERY, this::register);
        if (audit != null) {
            audit.forgetPending();
            scheduler.grow();
            scheduler.every(Audit.PACE, audit::work);
        }
    }

    /** Whether a change stream is open. */
    boolean isWatching() {
        return watcher.isWatching() || ownWatcher.isWatching();
    }

    /** Whether it watches for itself because the shared log stands still. */
    boolean isSolo() {
        return solo != null && solo.isSolo();
    }

    /** The term that this process leads, or 0. */
    long term() {
        return keeper == null ? 0 : keeper.term();
    }

    /** How often events were lost on the way and a floor had to be raised. */
    long holes() {
        return follower.holes();
    }

    /** Change events received from MongoDB. */
    long events() {
        return watcher.events() + ownWatcher.events();
    }

    /** Every write that was answered before this call has a cluster time at or below the result. */
    long note() throws PortException {
        return clock.note(times.patience());
    }

    /** Runs the task every heartbeat until this is closed. */
    void every(Runnable task) {
        scheduler.every(times.heartbeat(), task);
    }

    /** Runs the task now and every heartbeat until it returns true, or this is closed. */
    void until(BooleanSupplier task) {
        scheduler.until(times.heartbeat(), task);
    }

    private void takeNote() {
        Gate.Sighting sighting = gate.look();
        try {
            sighting.note(note());
            if (solo != null) {
                solo.noted();
            }
        } catch (PortException e) {
            LOG.debug("No note could be taken.", e);
        }
    }

    /** The broadcast may be dead without knowing: where it brought nothing for a while, the log itself is asked. */
    private void catchUpIfSilent() {
        RecordId applied = follower.applied();
        if (Objects.equals(applied, appliedBefore)) {
            follower.catchUp();
        }
        appliedBefore = follower.applied();
    }

    private void register() {
        try {
            metadata.register(id);
        } catch (MongoException e) {
            LOG.debug("The register of nodes can't be written now.", e);
        }
    }

    @Override
    public void close() {
        if (keeper != null) {
            keeper.release();
        }
        watcher.end();
        if (solo != null) {
            solo.close();
        }
        awaitEnd(watcher);
        awaitEnd(ownWatcher);
        if (subscription != null) {
            subscription.close();
        }
        scheduler.close();
        try {
            metadata.unregister(id);
        } catch (MongoException e) {
            LOG.debug("The register of nodes can't be written now; it forgets this node by itself.", e);
        }
    }

    private void awaitEnd(Watcher ending) {
        try {
            if (!ending.awaitEnd(times.heartbeat().multipliedBy(3))) {
                LOG.debug("The change stream is still waiting for its server; it is closed with the threads.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Who has the lease watches. */
    private record WatcherLeadership(Watcher watcher) implements Leadership {

        @Override
        public void begin(long term, @Nullable Checkpoint from) {
            watcher.begin(term, from);
        }

        @Override
        public void end() {
            watcher.end();
        }

        @Override
        public @Nullable Progress progress() {
            return watcher.progress();
        }
    }
}
