package dev.meerkat.simulation;

import dev.meerkat.cache.Freshness;
import dev.meerkat.cache.ClusterTime;
import dev.meerkat.cache.Dependencies;
import dev.meerkat.cache.Entry;
import dev.meerkat.cache.Outcome;
import dev.meerkat.cache.QueryKey;
import dev.meerkat.cache.ReadRequest;
import dev.meerkat.cache.spi.Loader;
import dev.meerkat.cache.spi.PortException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** One of a process's reading threads. */
final class Reader {

    private static final Duration TTL = Duration.ofMinutes(5);
    private static final long DEADLINE = 100 * Catalog.MS;

    private final World world;
    private final SimulatedProcess process;
    private final Map<Target, Long> seen = new HashMap<>();

    Reader(World world, SimulatedProcess process) {
        this.world = world;
        this.process = process;
    }

    void readOnce() {
        Target target = choose();
        long began = world.stage().now();
        long own = process.ownWrites().required(target);
        Long before = seen.put(target, target.fingerprint(world.truth()));
        boolean repeat = before != null && before.equals(target.fingerprint(world.truth()));
        Entry near = process.cache().hit(target.key(), Freshness.USUAL);
        if (near != null) {
            world.countRead(repeat, true, false);
            check(target, began, own, near, Outcome.Tier.NEAR.name());
            return;
        }
        Stage.Actor me = world.stage().running();
        Outcome outcome;
        try {
            outcome = process.cache().read(new Request(target), after -> load(target, after));
        } finally {
            world.stage().comeBack(me);
        }
        if (outcome instanceof Outcome.Served served) {
            if (served.tier() == Outcome.Tier.JOINED) {
                world.tally().count(Incident.READ_JOINED);
            } else if (served.tier() == Outcome.Tier.SHARED) {
                world.tally().count(Incident.HIT_IN_SHARED_TIER);
            }
            world.countRead(repeat, served.tier() != Outcome.Tier.FILLED, false);
            check(target, began, own, served.entry(), served.tier().name());
        } else {
            world.tally().count(Incident.READ_BYPASSED);
            world.countRead(repeat, false, true);
            readForMyself(target, began, own, outcome);
        }
    }

    /** Most reads are of few things. */
    private Target choose() {
        Chance chance = world.chance();
        int count = world.targets().size();
        return world.targets().get(chance.oneIn(2) ? chance.below(count) : world.hot(chance.below(6)));
    }

    private Loader.Loaded load(Target target, long after) throws PortException {
        SimulatedMongo.Reply reply = world.mongo()
                .readMajority(process.toMongo(), after, DEADLINE, time -> target.read(world.truth(), time));
        return new Loader.Loaded.Complete(reply.documents(), reply.operationTime());
    }

    private void readForMyself(Target target, long began, long own, Outcome why) {
        try {
            SimulatedMongo.Reply reply =
                    world.mongo().readLocal(process.toMongo(), time -> target.read(world.truth(), time));
            world.checker().check(target, began, world.stage().now(), own, reply.documents(), process + " (uncached)");
        } catch (PortException e) {
            world.trace(() -> process + " could not read " + target + " after " + why + ": " + e.getMessage());
        }
    }

    private void check(Target target, long began, long own, Entry entry, String tier) {
        world.trace(() -> String.format(
                "%s read %s: %s %d as of %s",
                process,
                target,
                tier,
                target.isDocument() ? Target.value(entry.documents()) : entry.documents().length / 16,
                ClusterTime.toString(entry.asof())));
        world.checker().check(target, began, world.stage().now(), own, entry.documents(), process + " (" + tier + ")");
        world.mix(entry.asof() * 31 + Target.digest(entry.documents()));
    }

    /** Each question that the cache asks of it is a moment at which the thread may be stopped, where no lock is held. */
    private final class Request implements ReadRequest {

        private final Target target;
        private boolean planned;
        private boolean filling;

        Request(Target target) {
            this.target = target;
        }

        private void step() {
            if (!process.place().isDead()) {
                world.pace().step();
            }
        }

        @Override
        public Object nearKey() {
            step();
            return target.key();
        }

        @Override
        public QueryKey key() {
            filling = true;
            step();
            return target.key();
        }

        @Override
        public Dependencies dependencies() {
            if (planned && !filling) {
                world.stage().mayWait(); // somebody else reads the same, and may be waited for
            }
            planned = true;
            return target.dependencies();
        }

        @Override
        public Duration ttl() {
            step();
            return TTL;
        }
    }
}
