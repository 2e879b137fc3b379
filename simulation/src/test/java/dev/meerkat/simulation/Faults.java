package dev.meerkat.simulation;

import java.util.List;

/** What goes wrong in the world. The seed chooses what and when. */
final class Faults {

    private static final long MS = Catalog.MS;
    private static final long BOUND = Settings.BOUND.toNanos();

    private final World world;
    private final Chance chance;
    private long next;
    private boolean calm = true;

    Faults(World world) {
        this.world = world;
        this.chance = world.chance();
        this.next = 2 * BOUND;
    }

    /** One of the kinds. */
    private interface Fault {
        void strike();
    }

    /** Called every so often; {@code allowed} until the aftermath. */
    void look(boolean allowed) {
        if (!allowed) {
            becomeCalm();
        } else if (world.stage().now() >= next) {
            if (calm) {
                calm = false;
                world.pace().setRough(chance.oneIn(2));
                world.redis().setRepeats(chance.below(30));
                world.redis().setLoss(chance.oneIn(3) ? chance.below(40) : 0);
            }
            chance.of(all()).strike();
            next = world.stage().now() + chance.around(BOUND);
        }
    }

    private void becomeCalm() {
        if (!calm) {
            calm = true;
            world.trace(() -> "all faults end");
            world.pace().setRough(false);
            world.redis().setLoss(0);
        }
    }

    private List<Fault> all() {
        return List.of(
                this::crash,
                this::crashLeader,
                this::pause,
                this::pauseLeader,
                this::suspend,
                this::loseMessages,
                this::loseRedis,
                this::redisAway,
                this::loseHistory,
                this::holdMajority,
                this::loseLease,
                this::cut,
                this::loseAndChangeLeader,
                this::killCursors);
    }

    void crash() {
        world.crash(chance.below(Settings.PROCESSES), shortly());
    }

    void crashLeader() {
        world.crash(world.leader(), shortly());
    }

    void pause() {
        pause(chance.below(Settings.PROCESSES));
    }

    void pauseLeader() {
        pause(world.leader());
    }

    private void pause(int slot) {
        SimulatedProcess process = world.process(slot);
        long nanos = chance.between(BOUND / 10, 3 * BOUND);
        world.trace(() -> process + " is stopped for " + nanos / MS + " ms");
        process.place().pause(nanos);
    }

    void suspend() {
        SimulatedProcess process = world.process(chance.below(Settings.PROCESSES));
        long nanos = chance.between(BOUND / 10, 3 * BOUND);
        world.trace(() -> process + "'s machine sleeps for " + nanos / MS + " ms");
        process.place().suspend(nanos);
    }

    void loseMessages() {
        loseMessages(chance.between(50, 100), shortly());
    }

    private void loseMessages(long percent, long nanos) {
        world.trace(() -> percent + " % of all messages are lost for " + nanos / MS + " ms");
        world.redis().setLoss((int) percent);
        later(nanos, () -> world.redis().setLoss(0));
    }

    void loseRedis() {
        int what = chance.below(5);
        world.trace(() -> "Redis loses something: " + what);
        switch (what) {
            case 0 -> world.redis().loseTier();
            case 1 -> world.redis().loseLog();
            case 2 -> world.redis().loseLogsTail(1 + chance.below(10));
            case 3 -> {
                world.redis().loseTier();
                world.redis().loseLog();
            }
            default -> {
                world.redis().rememberTier();
                later(shortly(), world.redis()::bringBackOldTier);
            }
        }
    }

    void redisAway() {
        long nanos = shortly();
        world.trace(() -> "Redis is away for " + nanos / MS + " ms");
        world.redis().goAway(nanos);
    }

    void loseHistory() {
        world.trace(() -> "the oplog is cut");
        world.mongo().trim();
        if (chance.oneIn(2)) {
            world.mongo().killCursors();
        }
    }

    void holdMajority() {
        long nanos = shortly();
        world.trace(() -> "the majority stands still for " + nanos / MS + " ms");
        world.mongo().holdMajority(nanos);
    }

    void loseLease() {
        world.trace(() -> "the lease is deleted");
        world.lease().lose();
    }

    void cut() {
        SimulatedProcess process = world.process(chance.below(Settings.PROCESSES));
        long nanos = shortly();
        boolean mongo = chance.oneIn(2);
        world.trace(() -> process + " is cut off " + (mongo ? "MongoDB" : "Redis") + " for " + nanos / MS + " ms");
        Link link = mongo ? process.toMongo() : process.toRedis();
        link.setCut(true);
        later(nanos, () -> {
            link.setCut(false);
            if (!mongo) {
                process.redis().resubscribe();
            }
        });
    }

    void killCursors() {
        world.mongo().killCursors();
    }

    /** Records are lost on both ways just before another process begins to lead. */
    void loseAndChangeLeader() {
        int leader = world.leader();
        loseMessages(100, chance.between(50, 600) * MS);
        later(chance.between(0, 300) * MS, () -> {
            world.trace(() -> "the log loses its tail, and the leader goes");
            if (chance.oneIn(2)) {
                world.redis().loseLog();
            } else {
                world.redis().loseLogsTail(1 + chance.below(5));
            }
            if (chance.oneIn(2)) {
                world.crash(leader, shortly());
            } else {
                pause(leader);
            }
        });
    }

    private long shortly() {
        return chance.between(10, 2_500) * MS;
    }

    private void later(long nanos, Runnable what) {
        world.stage().spawn(world.stage().world(), nanos, what);
    }
}
