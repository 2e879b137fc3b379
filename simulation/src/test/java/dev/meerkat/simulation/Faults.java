package dev.meerkat.simulation;

import java.util.List;

/** Makes things go wrong in the world. The seed chooses what, when, where and for how long. */
final class Faults {

    private static final long MS = Catalog.MS;
    private static final long BOUND = Settings.BOUND.toNanos();

    private final World world;
    private final Chance chance;
    private final List<Fault> kinds;
    private final Coincidences coincidences;
    private long next = 2 * BOUND;
    private long over;
    private boolean begun;

    Faults(World world) {
        this.world = world;
        this.chance = world.chance();
        this.kinds = List.copyOf(world.settings().faults());
        this.coincidences = new Coincidences(world, this);
    }

    /** What goes wrong together. */
    Coincidences coincidences() {
        return coincidences;
    }

    /** Called every so often. */
    void look() {
        if (!kinds.isEmpty() && world.stage().now() >= next) {
            if (!begun) {
                begun = true;
                world.pace().setRough(chance.oneIn(2));
                world.redis().setRepeats(chance.below(30));
                world.redis().setLoss(chance.oneIn(3) ? chance.below(40) : 0);
            }
            strike(chance.of(kinds));
            next = world.stage().now() + chance.around(BOUND);
        }
    }

    void strike(Fault fault) {
        world.trace(() -> "--- " + fault);
        world.tally().count(fault);
        lasting(0);
        fault.strike(this);
    }

    /** No more of it. What was begun ends in its time. */
    void end() {
        if (begun) {
            begun = false;
            next = Long.MAX_VALUE;
            world.trace(() -> "--- all faults end");
            world.calmDown();
            world.pace().setRough(false);
            world.redis().setLoss(0);
            world.redis().setRepeats(0);
        }
    }

    /** When the last fault that has struck is over, at the latest. */
    long over() {
        return over;
    }

    void crash() {
        crash(anybody());
    }

    void crashLeader() {
        crash(world.leader());
    }

    void crash(int slot) {
        world.crash(slot, lasting(shortly()));
    }

    /** A process ends as it should. */
    void closeLeader() {
        world.close(world.leader(), lasting(shortly()));
    }

    void pause() {
        pause(anybody());
    }

    void pauseLeader() {
        pause(world.leader());
    }

    void pause(int slot) {
        world.process(slot).place().pause(lasting(chance.between(BOUND / 10, 3 * BOUND)));
    }

    void suspend() {
        world.process(anybody()).place().suspend(lasting(chance.between(BOUND / 10, 3 * BOUND)));
    }

    void loseMessages() {
        loseMessages((int) chance.between(50, 100), shortly());
    }

    void loseMessages(int percent, long nanos) {
        world.redis().setLoss(percent);
        later(nanos, () -> world.redis().setLoss(0));
    }

    void loseRedis() {
        switch (chance.below(3)) {
            case 0 -> world.redis().loseTier();
            case 1 -> world.redis().loseLog();
            default -> world.redis().loseLogsTail(1 + chance.below(10));
        }
    }

    /** Everything in it is gone at once. */
    void flushRedis() {
        world.redis().loseTier();
        world.redis().loseLog();
    }

    /** A replica takes over that had not everything: the log's last records are gone, and the tier is as it was before. */
    void failOverRedis() {
        world.redis().rememberTier();
        long nanos = lasting(shortly());
        later(nanos, () -> {
            world.redis().bringBackOldTier();
            world.redis().loseLogsTail(1 + chance.below(10));
            world.redis().goAway(lasting(chance.between(10, 500) * MS));
        });
    }

    /** Writes don't get to the majority, and another primary is elected that never had them. */
    void rollBack() {
        long nanos = lasting(chance.between(50, 800) * MS);
        world.mongo().holdMajority(nanos + 100 * MS);
        later(nanos, world.mongo()::rollBack);
    }

    void redisAway() {
        world.redis().goAway(lasting(shortly()));
    }

    void loseHistory() {
        world.mongo().trim();
        if (chance.oneIn(2)) {
            world.mongo().killCursors();
        }
    }

    void holdMajority() {
        world.mongo().holdMajority(lasting(shortly()));
    }

    void loseLease() {
        world.lease().lose();
    }

    void cut() {
        SimulatedProcess process = world.process(anybody());
        if (chance.oneIn(2)) {
            cut(process, shortly());
        } else {
            process.toMongo().setCut(true);
            later(shortly(), () -> process.toMongo().setCut(false));
        }
    }

    void killCursors() {
        world.mongo().killCursors();
    }

    /** The cluster's change stream is refused for a while. */
    void revoke() {
        world.mongo().setClusterStreamsRefused(true);
        later(
                chance.between(BOUND, 3 * BOUND),
                () -> world.mongo().setClusterStreamsRefused(world.settings().refused()));
    }

    void slowNetwork() {
        world.pace().setSlow(true);
        later(shortly(), () -> world.pace().setSlow(false));
    }

    void stopThreads() {
        world.pace().setStops(true);
        later(shortly(), () -> world.pace().setStops(false));
    }

    void cut(SimulatedProcess process, long nanos) {
        process.toRedis().setCut(true);
        later(nanos, () -> {
            process.toRedis().setCut(false);
            process.redis().resubscribe();
        });
    }

    int anybody() {
        return chance.below(Settings.PROCESSES);
    }

    long shortly() {
        return chance.between(10, 2_500) * MS;
    }

    void later(long nanos, Runnable what) {
        world.stage().spawn(world.stage().world(), lasting(nanos), what);
    }

    long lasting(long nanos) {
        over = Math.max(over, world.stage().now() + nanos);
        return nanos;
    }
}
