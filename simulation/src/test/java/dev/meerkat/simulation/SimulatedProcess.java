package dev.meerkat.simulation;

import dev.meerkat.cache.CacheLimits;
import dev.meerkat.cache.Gate;
import dev.meerkat.cache.Invalidation;
import dev.meerkat.cache.Invalidations;
import dev.meerkat.cache.ProtocolTimes;
import dev.meerkat.cache.ReadThroughCache;
import dev.meerkat.cache.log.LocalLog;
import dev.meerkat.cache.log.LogFollower;
import dev.meerkat.cache.log.LogRecord;
import dev.meerkat.cache.log.Progress;
import dev.meerkat.cache.spi.ChangeStreams;
import dev.meerkat.cache.spi.Checkpoint;
import dev.meerkat.cache.spi.ClusterClock;
import dev.meerkat.cache.spi.EventSource;
import dev.meerkat.cache.spi.LogStore;
import dev.meerkat.cache.spi.PortException;
import dev.meerkat.cache.spi.RecordId;
import dev.meerkat.changes.ChangeEvents;
import dev.meerkat.changes.MetadataNames;
import dev.meerkat.changes.SoloWatch;
import dev.meerkat.changes.WantedDatabases;
import dev.meerkat.changes.Watcher;
import dev.meerkat.changes.WidestEventSource;
import dev.meerkat.election.Leadership;
import dev.meerkat.election.LeaseKeeper;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One process from its start to its crash: the production classes, wired as the product wires them. */
final class SimulatedProcess {

    private static final long NEAR_BYTES = 1L << 24;

    private final World world;
    private final Place place;
    private final Link toMongo = new Link();
    private final Link toRedis = new Link();
    private final RedisConnection redis;
    private final ProtocolTimes times = new ProtocolTimes(Settings.BOUND);
    private final ClusterClock clock;
    private final Gate gate;
    private final ReadThroughCache cache;
    private final LogFollower follower;
    private final LeaseKeeper keeper;
    private final SoloWatch solo;
    private final WantedDatabases wanted;
    private final WidestEventSource source;
    private final Seen seen = new Seen();
    private @Nullable RecordId appliedBefore;
    private boolean ticking;

    SimulatedProcess(World world, String name) {
        this.world = world;
        Mutant mutant = world.settings().mutant();
        place = new Place(name, world.stage(), world.chance());
        redis = new RedisConnection(world.redis(), place, toRedis, Flaws.lens(mutant));
        clock = new SimulatedClock(world.mongo(), toMongo, !mutant.has(Flaw.NOTE_FROM_STALE_PRIMARY));
        gate = new Gate(place, Settings.BOUND, mutant.guards());
        Invalidations invalidations = new Invalidations(world.tags(), mutant.guards());
        cache = new ReadThroughCache(
                gate,
                invalidations,
                redis,
                "epoch".getBytes(StandardCharsets.UTF_8),
                new CacheLimits(NEAR_BYTES, 1 << 20, world.tags(), Duration.ofHours(1)),
                place,
                mutant.guards());
        follower = new LogFollower(redis, invalidations, gate, this::apply);
        ChangeStreams streams = new SimulatedStream.Source(
                world.mongo(), toMongo, !mutant.has(Flaw.WATERMARK_FROM_REPLY), Flaws.events(mutant), null);
        wanted = new WantedDatabases(gate.watched(), new SimulatedRegister(world.mongo(), toMongo), place);
        source = new WidestEventSource(
                Flaws.streams(mutant, streams, clock),
                Catalog.METADATA,
                wanted,
                place,
                times.heartbeat(),
                Settings.BOUND.dividedBy(2));
        Watcher watcher = watcher(Flaws.shared(mutant, source), redis, follower::accept);
        solo = new SoloWatch(
                watcher(Flaws.own(mutant, source, clock), new LocalLog(), follower::acceptOwn),
                follower,
                place,
                world.chance().generator(),
                times);
        keeper = new LeaseKeeper(
                new SimulatedLease.Port(
                        world.lease(),
                        toMongo,
                        !mutant.has(Flaw.LEASE_NOT_FENCED),
                        !mutant.has(Flaw.LEASE_NOT_FENCED) && !mutant.has(Flaw.CHECKPOINT_NOT_FENCED)),
                redis,
                new WatcherLeadership(this, watcher),
                place,
                times,
                name);
    }

    private Watcher watcher(EventSource source, LogStore log, Consumer<LogRecord> records) {
        return new Watcher(
                source,
                clock,
                log,
                records,
                new ChangeEvents(new MetadataNames(Catalog.METADATA)),
                (delay, task) -> world.stage().spawn(place, delay.toNanos(), task),
                place,
                world.chance().generator(),
                times);
    }

    private void apply(Invalidation invalidation) {
        if (world.has(Flaw.WATERMARK_BEFORE_EVENTS)) {
            world.stage().spawn(place, world.pace().latency(), () -> cache.apply(invalidation));
            return;
        }
        world.pace().step();
        cache.apply(invalidation);
        world.pace().step();
    }

    /** Looks at the lease, unless it is being looked at. */
    void tick() {
        if (!ticking) {
            ticking = true;
            keeper.tick();
            ticking = false;
        }
    }

    void start() {
        long heartbeat = times.heartbeat().toNanos();
        world.stage().spawn(place, 0, follower::catchUp);
        redis.subscribe(follower);
        every(heartbeat, this::tick);
        every(heartbeat, this::catchUpIfSilent);
        every(heartbeat, this::takeNote);
        every(heartbeat, this::lookWhetherAlone);
        every(heartbeat, () -> wanted.exchange(source.isRefused()));
        for (int i = 0; i < 2; i++) {
            every(world.settings().thinkMillis() * Catalog.MS, new Reader(world, this)::readOnce);
        }
        every(world::writePause, new Writer(world, this)::writeOnce);
        every(2 * world.settings().thinkMillis() * Catalog.MS, new Traveller(world, this)::visit);
    }

    /** Runs the task now and again, with a pause of about the given time after each. */
    private void every(long nanos, Runnable task) {
        every(() -> nanos, task);
    }

    private void every(LongSupplier pause, Runnable task) {
        world.stage().spawn(place, world.chance().between(0, pause.getAsLong()), () -> {
            while (true) {
                task.run();
                long nanos = pause.getAsLong();
                world.stage().pass(nanos / 2 + world.chance().between(0, nanos));
            }
        });
    }

    private void catchUpIfSilent() {
        RecordId applied = follower.applied();
        if (Objects.equals(applied, appliedBefore)) {
            follower.catchUp();
        }
        appliedBefore = follower.applied();
    }

    private void lookWhetherAlone() {
        boolean before = solo.isSolo();
        solo.tick();
        if (solo.isSolo() != before) {
            world.trace(() -> place + (before ? " is back on the log" : " watches for itself"));
            world.tally().count(before ? Incident.BACK_ON_THE_LOG : Incident.ON_ITS_OWN);
        }
    }

    private void takeNote() {
        try {
            if (world.settings().mutant().has(Flaw.INSTANT_AFTER_NOTE)) {
                long time = clock.note(times.patience());
                gate.look().note(time);
            } else {
                Gate.Sighting sighting = gate.look();
                world.pace().step();
                long time = clock.note(times.patience());
                world.pace().step();
                sighting.note(time);
            }
            solo.noted();
        } catch (PortException e) {
            world.trace(() -> place + " got no note: " + e.getMessage());
        }
    }

    /** Gives back what it has; to be called in the process itself. */
    void close() {
        while (ticking) {
            world.stage().pass(Catalog.MS);
        }
        ticking = true;
        keeper.release();
    }

    void crash() {
        place.crash();
        world.redis().disconnect(redis);
    }

    Place place() {
        return place;
    }

    Link toMongo() {
        return toMongo;
    }

    Link toRedis() {
        return toRedis;
    }

    RedisConnection redis() {
        return redis;
    }

    Gate gate() {
        return gate;
    }

    ReadThroughCache cache() {
        return cache;
    }

    LogFollower follower() {
        return follower;
    }

    LeaseKeeper keeper() {
        return keeper;
    }

    SoloWatch solo() {
        return solo;
    }

    /** The writes that were acknowledged to it. */
    Seen seen() {
        return seen;
    }

    @Override
    public String toString() {
        return place.name();
    }

    private record WatcherLeadership(SimulatedProcess process, Watcher watcher) implements Leadership {

        @Override
        public void begin(long term, @Nullable Checkpoint from) {
            process.world.leads(process);
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
