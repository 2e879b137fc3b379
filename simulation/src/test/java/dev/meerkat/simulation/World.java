package dev.meerkat.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Everything there is in one story. */
final class World implements AutoCloseable {

    private static final int TRACE_LINES = 200;

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
    private final List<Target> targets = Target.everything();
    private final List<SimulatedProcess> processes = new ArrayList<>();
    private final int tags;
    private final @Nullable Deque<String> trace;
    private int starts;
    private long digest;

    World(Settings settings, boolean tracing) {
        this.settings = settings;
        this.trace = tracing ? new ArrayDeque<>() : null;
        chance = new Chance(settings.seed());
        stage = new Stage(chance);
        pace = new Pace(stage, chance, Settings.BOUND.toNanos());
        mongo = new SimulatedMongo(stage, chance, pace, tally);
        lease = new SimulatedLease(mongo);
        redis = new SimulatedRedis(stage, chance, pace, chance.of(List.of(8, 100, 1000)), tally);
        checker = new Checker(mongo.truth(), Settings.BOUND.toNanos());
        tags = settings.tags() == 0 ? chance.of(List.of(16, 64, 1024)) : settings.tags();
        for (int i = 0; i < Settings.PROCESSES; i++) {
            processes.add(new SimulatedProcess(this, nextName(i)));
        }
        processes.forEach(SimulatedProcess::start);
        Writer stranger = new Writer(this, null);
        stage.spawn(stage.world(), 0, () -> {
            while (true) {
                stranger.writeOnce();
                stage.pass(chance.around(settings.writeMillis() * Catalog.MS / 2));
            }
        });
    }

    private String nextName(int slot) {
        return "p" + slot + "." + ++starts;
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

    /** Whether every process serves from its cache. */
    boolean isOpen() {
        return processes.stream().allMatch(process -> process.gate().isOpen());
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

    List<Target> targets() {
        return targets;
    }

    /** One of the few things that are read most. */
    int hot(int which) {
        return which * 5 % targets.size();
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
