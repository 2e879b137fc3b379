package dev.meerkat.simulation;

import dev.meerkat.cache.BypassReason;
import dev.meerkat.cache.ClusterTime;
import dev.meerkat.cache.Entry;
import dev.meerkat.cache.Freshness;
import dev.meerkat.cache.Outcome;
import dev.meerkat.cache.Outcome.Tier;
import dev.meerkat.cache.spi.Loader;
import dev.meerkat.cache.spi.PortException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One of a process's reading threads. */
final class Reader {

    private static final Duration TIGHT = Settings.BOUND.multipliedBy(2).dividedBy(5);
    private static final Duration LOOSE = Settings.BOUND.multipliedBy(2);

    private final World world;
    private final SimulatedProcess process;
    private final Loading loading;
    private final Map<Target, Long> readBefore = new HashMap<>();
    private Runnable atClock;

    Reader(World world, SimulatedProcess process) {
        this.world = world;
        this.process = process;
        this.loading = new Loading(world, process);
        this.atClock = world.pace()::stepAtClock;
    }

    /** Its reads stop for a while when they look at a clock for the n-th time. */
    void stopAtLook(int which, long nanos) {
        int[] looks = {0};
        atClock = () -> {
            if (++looks[0] == which) {
                world.stage().pass(nanos);
            }
        };
    }

    void readOnce() {
        read(world.anything(), freshness(), null);
    }

    /** Most readers have no bound of their own. */
    private Freshness freshness() {
        return switch (world.chance().below(10)) {
            case 0 -> new Freshness(ClusterTime.NONE, TIGHT);
            case 1 -> new Freshness(ClusterTime.NONE, LOOSE);
            default -> Freshness.USUAL;
        };
    }

    void read(Target target, Freshness wanted, @Nullable Chain chain) {
        Duration bound = wanted.maxStaleness() == null ? Settings.BOUND : wanted.maxStaleness();
        long[] required = process.seen().required(target);
        long least = process.seen().requiredOfQuery(target);
        if (chain != null) {
            long[] before = chain.seen().required(target);
            for (int i = 0; i < required.length; i++) {
                required[i] = ClusterTime.max(required[i], before[i]);
                least = ClusterTime.max(least, before[i]);
            }
        }
        Reading reading =
                new Reading(target, world.stage().now(), bound.toNanos(), required, least, process.toString());
        Outcome outcome = outcome(new Request(world, process, target, wanted, atClock));
        boolean usual = chain == null && wanted.maxStaleness() == null;
        boolean hit = outcome instanceof Outcome.Served served && served.tier() != Tier.FILLED;
        if (usual) {
            count(target, hit, outcome instanceof Outcome.Bypassed);
        }
        if (hit) {
            countHit(reading, wanted, chain, (Outcome.Served) outcome);
        }
        if (outcome instanceof Outcome.Served served) {
            served(reading, served, chain);
        } else {
            if (outcome instanceof Outcome.Bypassed bypassed && bypassed.reason() == BypassReason.NOT_COVERED) {
                world.tally().count(Incident.READ_NOT_COVERED);
            }
            world.tally().count(usual || chain != null ? Incident.READ_BYPASSED : Incident.REFUSED_BY_OWN_BOUND);
            readForMyself(reading, outcome, chain);
        }
    }

    /** A near hit first, as the product does it. */
    private Outcome outcome(Request request) {
        Stage.Actor me = world.stage().running();
        request.mayStopAtClock(true);
        try {
            Entry near = process.cache().hit(request.target().key(), request.freshness());
            return near != null
                    ? new Outcome.Served(near, Tier.NEAR)
                    : process.cache().read(request, new Load(request));
        } finally {
            world.stage().comeBack(me);
            me.setAtClock(null);
        }
    }

    private final class Load implements Loader {

        private final Request request;

        private Load(Request request) {
            this.request = request;
        }

        @Override
        public Loaded load(long asof) throws PortException {
            Loaded loaded = loading.load(request.target(), asof);
            request.isLoaded();
            return loaded;
        }

        @Override
        public Loaded loadInputs(long asof, int most) throws PortException {
            world.tally().count(Incident.INPUTS_ASKED);
            return loading.load(request.target().inputs(), asof);
        }
    }

    private void count(Target target, boolean hit, boolean bypassed) {
        Long now = target.fingerprint(world.truth());
        boolean repeat = now.equals(readBefore.put(target, now));
        world.countRead(repeat, hit, bypassed);
    }

    private void countHit(Reading reading, Freshness wanted, @Nullable Chain chain, Outcome.Served served) {
        Target target = reading.target();
        Tally tally = world.tally();
        if (target.isNarrow()
                && world.truth()
                        .isChanged(target.namespaces().get(0), served.entry().asof(), reading.known())) {
            tally.count(Incident.HIT_AFTER_A_CHANGE_ELSEWHERE);
        }
        if (process.gate().watched().coverage().databases() != null) {
            tally.count(Incident.HIT_WITH_DATABASE_STREAMS);
        }
        if (served.tier() == Tier.JOINED) {
            tally.count(Incident.READ_JOINED);
        } else if (served.tier() == Tier.SHARED) {
            tally.count(Incident.HIT_IN_SHARED_TIER);
        }
        if (chain != null) {
            tally.count(Incident.HIT_IN_CHAIN);
        } else if (wanted.maxStaleness() != null) {
            tally.count(Incident.HIT_WITH_OWN_BOUND);
        }
        tally.count(
                switch (target.kind()) {
                    case DOCUMENT ->
                        served.entry().documents().length == 0
                                ? Incident.HIT_OF_ABSENT_DOCUMENT
                                : Incident.HIT_OF_DOCUMENT;
                    case ALL, SOME -> Incident.HIT_OF_QUERY;
                    case SOME_BY_FIELD -> Incident.HIT_OF_QUERY_BY_FIELD;
                    case SUM, SUM_OF_SOME -> Incident.HIT_OF_SUM;
                    case COUNT -> Incident.HIT_OF_COUNT;
                    case LARGE -> Incident.HIT_OF_LARGE_RESULT;
                });
    }

    private void served(Reading reading, Outcome.Served served, @Nullable Chain chain) {
        Entry entry = served.entry();
        world.trace(() -> String.format(
                "%s read %s: %s %s as of %s%s",
                process,
                reading.target(),
                served.tier(),
                reading.target().isDocument()
                        ? Target.value(entry.documents(), reading.target().id())
                        : new Documents(entry.documents()).count(),
                ClusterTime.toString(entry.asof()),
                chain == null
                        ? ""
                        : ", after " + ClusterTime.toString(chain.past().time())));
        String who = process + " (" + served.tier() + (chain == null ? ")" : ", in a chain)");
        world.checker()
                .check(reading.by(who), world.stage().now(), entry.documents(), chain == null ? null : chain.seen());
        world.mix(entry.asof() * 31 + reading.target().digest(entry.documents()));
        if (chain != null) {
            chain.advance(world.has(Flaw.TOKEN_FROM_ASOF) ? entry.asof() : entry.upTo());
            chain.read(reading.target());
        }
    }

    private void readForMyself(Reading reading, Outcome why, @Nullable Chain chain) {
        try {
            if (chain == null) {
                SimulatedMongo.Reply reply = world.mongo()
                        .readLocal(process.toMongo(), time -> reading.target().read(world.truth(), time));
                world.checker()
                        .checkUncached(
                                reading.by(process + " (uncached)"),
                                world.stage().now(),
                                reply.documents(),
                                null);
            } else {
                world.tally().count(Incident.READ_PAST_THE_CACHE_IN_CHAIN);
                readInChain(reading, chain);
            }
        } catch (PortException e) {
            world.trace(
                    () -> process + " could not read " + reading.target() + " after " + why + ": " + e.getMessage());
        }
    }

    /** Any server will do that has come to what was seen before. */
    private void readInChain(Reading reading, Chain chain) throws PortException {
        long after = world.has(Flaw.BYPASS_WITHOUT_PAST)
                ? ClusterTime.NONE
                : chain.past().time();
        Reading own = new Reading(
                reading.target(),
                world.stage().now(),
                Reading.UNBOUNDED,
                chain.seen().required(reading.target()),
                chain.seen().requiredOfAll(reading.target()),
                process + " (uncached, in a chain)");
        SimulatedMongo.Reply reply = world.mongo()
                .readAfter(process.toMongo(), after, time -> reading.target().read(world.truth(), time));
        world.checker().checkUncached(own, world.stage().now(), reply.documents(), chain.seen());
        chain.advance(reply.operationTime());
        chain.read(reading.target());
    }
}
