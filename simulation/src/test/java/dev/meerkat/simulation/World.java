package dev.meerkat.simulation;

import dev.meerkat.cache.ClusterTime;
import dev.meerkat.simulation.Target.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Everything there is in one story. */
final class World implements AutoCloseable {

    private static final int TRACE_LINES = Integer.getInteger("meerkat.trace", 200);

    private final Settings settings;
    private final Chance chance;
    private final Stage stage;
    private final Pace pace;
    private final SimulatedMongo mongo;
    private final SimulatedLease lease;
    private final SimulatedRedis redis;
    private final Checker checker;
    private final Usefulness usefulness = new Usefulness();
    private final Tally tally = new Tally();
    private final List<Target> targets;
    private final List<Target> hot;
    private final List<Chain> chains = new ArrayList<>();
    private final List<SimulatedProcess> processes = new ArrayList<>();
    private final int tags;
    private final @Nullable Deque<String> trace;
    private int starts;
    private boolean calm;
    private long digest;

    World(Settings settings, boolean tracing) {
        this.settings = settings;
        this.trace = tracing ? new ArrayDeque<>() : null;
        chance = new Chance(settings.seed());
        stage = new Stage(chance);
        pace = new Pace(stage, chance, Settings.BOUND.toNanos(), tally);
        mongo = new SimulatedMongo(stage, chance, pace, tally);
        lease = new SimulatedLease(mongo);
        redis = new SimulatedRedis(stage, chance, pace, chance.of(List.of(8, 100, 1000)), tally);
        checker = new Checker(mongo.truth());
        targets = Target.everything(!has(Flaw.UNCANONICAL_IDS));
        hot = List.of(
                document(0, 0),
                document(0, 7),
                many(Kind.ALL, 0),
                document(1, 1),
                document(1, 8),
                many(Kind.SOME, 1),
                many(Kind.SOME_BY_FIELD, 1),
                many(Kind.COUNT, 1),
                many(Kind.SUM, 1),
                many(Kind.SUM_OF_SOME, 1),
                many(Kind.LARGE, 0),
                document(Catalog.TENANTS, 1));
        mongo.setClusterStreamsRefused(settings.refused());
        mongo.onRollback(this::forgetWhatWasRolledBack);
        if (has(Flaw.LOG_TAKES_ANY_ID)) {
            redis.takeAnyId();
        }
        for (int i = 0; i < Settings.CHAINS; i++) {
            chains.add(new Chain(this));
        }
        tags = settings.tags() == 0 ? chance.of(List.of(16, 64, 1024)) : settings.tags();
        for (int i = 0; i < Settings.PROCESSES; i++) {
            processes.add(new SimulatedProcess(this, nextName(i)));
        }
        processes.forEach(SimulatedProcess::start);
        Writer stranger = new Writer(this, null);
        stage.spawn(stage.world(), 0, () -> {
            while (true) {
                stranger.writeOnce();
                stage.pass(chance.around(writePause() / 2));
            }
        });
    }

    private String nextName(int slot) {
        return "p" + slot + "." + ++starts;
    }

    /** The process in this slot ends as it should; a new one starts after a while. */
    void close(int slot, long downNanos) {
        SimulatedProcess old = processes.get(slot);
        trace(() -> old + " closes");
        stage.spawn(old.place(), 0, () -> {
            if (old.keeper().term() > 0) {
                tally.count(Incident.LEASE_GIVEN_BACK);
            }
            old.close();
            if (processes.get(slot) == old) {
                crash(slot, downNanos);
            }
        });
    }

    /** A process in this slot is gone; a new one starts after a while. */
    void crash(int slot, long downNanos) {
        SimulatedProcess old = processes.get(slot);
        trace(() -> old + " crashes");
        if (old.keeper().term() > 0) {
            tally.count(Incident.LEADER_CRASHED);
        }
        old.crash();
        stage.spawn(stage.world(), downNanos, () -> {
            if (processes.get(slot) == old) {
                SimulatedProcess next = new SimulatedProcess(this, nextName(slot));
                processes.set(slot, next);
                trace(() -> next + " starts");
                next.start();
            }
        });
    }

    /** The slot of the process that has the lease, or any. */
    int leader() {
        String holder = lease.holder();
        for (int i = 0; i < processes.size(); i++) {
            if (processes.get(i).place().name().equals(holder)) {
                return i;
            }
        }
        return chance.below(processes.size());
    }

    /** Those that don't lead. */
    List<SimulatedProcess> candidates() {
        return processes.stream()
                .filter(process -> process.keeper().term() == 0)
                .toList();
    }

    /** Whether every process serves from its cache. */
    boolean isOpen() {
        return processes.stream().allMatch(process -> process.gate().isOpen());
    }

    /** How long a writer waits between two writes, about: at least a second once all faults are over. */
    long writePause() {
        return (calm ? Math.max(1_000, settings.writeMillis()) : settings.writeMillis()) * Catalog.MS;
    }

    /** Whether nothing goes wrong any more. */
    boolean isCalm() {
        return calm || settings.faults().isEmpty();
    }

    /** All faults are over. */
    void calmDown() {
        calm = true;
    }

    SimulatedProcess process(int slot) {
        return processes.get(slot);
    }

    Settings settings() {
        return settings;
    }

    Chance chance() {
        return chance;
    }

    Stage stage() {
        return stage;
    }

    Pace pace() {
        return pace;
    }

    SimulatedMongo mongo() {
        return mongo;
    }

    Truth truth() {
        return mongo.truth();
    }

    SimulatedLease lease() {
        return lease;
    }

    SimulatedRedis redis() {
        return redis;
    }

    Checker checker() {
        return checker;
    }

    Usefulness usefulness() {
        return usefulness;
    }

    /** Something to read; most reads are of few things. */
    Target anything() {
        return chance.oneIn(2) ? chance.of(targets) : chance.of(hot);
    }

    /** The document, read by its id. */
    Target document(int namespace, int id) {
        return targets.stream()
                .filter(target -> target.isDocument() && target.namespaces().get(0) == namespace && target.id() == id)
                .findFirst()
                .orElseThrow();
    }

    private Target many(Kind kind, int namespace) {
        return targets.stream()
                .filter(target -> target.kind() == kind && target.namespaces().equals(List.of(namespace)))
                .findFirst()
                .orElseThrow();
    }

    List<Chain> chains() {
        return chains;
    }

    /** One that is in no process now, or null. */
    @Nullable
    Chain freeChain() {
        Chain chain = chance.of(chains);
        return chain.isFree() ? chain : null;
    }

    private void forgetWhatWasRolledBack() {
        long time = mongo.committedTime();
        processes.forEach(process -> process.seen().rollBack(time));
        chains.forEach(chain -> chain.seen().rollBack(time));
        trace(() -> "--- rolled back to " + ClusterTime.toString(time));
    }

    /** Whether the story's mutant has this flaw. */
    boolean has(Flaw flaw) {
        return settings.mutant().has(flaw);
    }

    int tags() {
        return tags;
    }

    void countRead(boolean repeat, boolean hit, boolean bypass) {
        usefulness.count(repeat, hit, bypass);
    }

    Tally tally() {
        return tally;
    }

    /** A process begins to lead. */
    void leads(SimulatedProcess next) {
        trace(() -> next + " leads");
        if (processes.stream()
                .anyMatch(process -> process != next
                        && process.place().isPaused()
                        && process.keeper().term() > 0)) {
            tally.count(Incident.LEADER_PAUSED_PAST_ITS_LEASE);
        }
    }

    /** Tells one history from another. */
    void mix(long value) {
        digest = digest * 1_000_003 + value + stage.now();
    }

    long digest() {
        return digest;
    }

    void trace(Supplier<String> line) {
        if (trace != null) {
            trace.addLast(String.format("%11.6f ", stage.now() / 1e9) + line.get());
            if (trace.size() > TRACE_LINES) {
                trace.removeFirst();
            }
        }
    }

    String traced() {
        return trace == null ? "" : String.join("\n", trace);
    }

    @Override
    public void close() {
        stage.close();
    }
}
