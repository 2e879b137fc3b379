package dev.meerkat.simulation;

import dev.meerkat.cache.Freshness;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bson.BsonDocument;

/** Makes things go wrong in the world. The seed chooses what, when, where and for how long. */
final class Faults {

    private static final long MS = Catalog.MS;
    private static final long BOUND = Settings.BOUND.toNanos();
    private static final int HUGE = 1_200;

    private final World world;
    private final Chance chance;
    private final List<Fault> kinds;
    private long next = 2 * BOUND;
    private long over;
    private boolean begun;

    Faults(World world) {
        this.world = world;
        this.chance = world.chance();
        this.kinds = List.copyOf(world.settings().faults());
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

    private void crash(int slot) {
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

    private void pause(int slot) {
        world.process(slot).place().pause(lasting(chance.between(BOUND / 10, 3 * BOUND)));
    }

    void suspend() {
        world.process(anybody()).place().suspend(lasting(chance.between(BOUND / 10, 3 * BOUND)));
    }

    void loseMessages() {
        loseMessages((int) chance.between(50, 100), shortly());
    }

    private void loseMessages(int percent, long nanos) {
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

    void slowNetwork() {
        world.pace().setSlow(true);
        later(shortly(), () -> world.pace().setSlow(false));
    }

    void stopThreads() {
        world.pace().setStops(true);
        later(shortly(), () -> world.pace().setStops(false));
    }

    /**
     * A chain has written what a process holds and hasn't heard of; it is read there, and while the reader stands between tags
     * and gate, or looks at the gate as it should, the news come in.
     */
    void stopAtGate() {
        SimulatedProcess process = world.process(anybody());
        Target target = world.document(0, 0);
        world.stage().spawn(process.place(), 0, () -> new Reader(world, process).read(target, Freshness.USUAL, null));
        later(30 * MS, () -> {
            Chain chain = world.freeChain();
            if (chain != null && !process.toRedis().isCut()) {
                cut(process, 100 * MS);
                chain.wrote(world.mongo()
                        .appendDocuments(List.of(new Change(0, 0, world.mongo().newValue()))));
                world.stage().spawn(process.place(), 5 * MS, () -> readSlowly(process, target, chain));
            }
        });
    }

    private void readSlowly(SimulatedProcess process, Target target, Chain chain) {
        if (chain.isFree()) {
            Reader reader = new Reader(world, process);
            reader.stopAtLook(2, BOUND / 2);
            chain.enter(process);
            try {
                reader.read(target, new Freshness(chain.past().time(), null), chain);
            } finally {
                chain.leave();
            }
        }
    }

    private void cut(SimulatedProcess process, long nanos) {
        process.toRedis().setCut(true);
        later(nanos, () -> {
            process.toRedis().setCut(false);
            process.redis().resubscribe();
        });
    }

    /** Records are lost on both ways just before another process begins to lead. */
    void loseAndChangeLeader() {
        int leader = world.leader();
        loseMessages(100, chance.between(50, 600) * MS);
        later(chance.between(0, 300) * MS, () -> {
            loseRecords();
            if (chance.oneIn(2)) {
                crash(leader);
            } else {
                pause(leader);
            }
        });
    }

    /** Short batches and long transactions, of one of which a part is lost. */
    void loseHalfATransaction() {
        world.mongo().limitBatches(1 + chance.below(2));
        world.redis().loseNextHalfTransaction();
        for (int i = 0; i < 3; i++) {
            new Writer(world, null).transaction(5);
        }
        later(60 * MS, () -> world.mongo().limitBatches(0));
    }

    /**
     * The first part of a transaction comes in, and the rest not for long. Nothing else happens meanwhile, so that notes and
     * chains name the transaction's own time.
     */
    void holdHalfATransaction() {
        world.mongo().beQuiet(lasting(2 * BOUND));
        world.mongo().setNotesWithoutEntry(true);
        world.mongo().limitBatches(1);
        later(50 * MS, () -> {
            Op op = new Writer(world, null).transaction(40);
            world.redis().goAwayAt(op.time(), lasting(BOUND * 3 / 2));
            world.chains().forEach(chain -> {
                if (chain.isFree()) {
                    chain.wrote(op);
                }
            });
        });
        later(400 * MS, () -> {
            world.mongo().limitBatches(0);
            world.mongo().setNotesWithoutEntry(false);
        });
    }

    /** More events of one time than a record of the log holds. */
    void hugeTransaction() {
        List<Change> changes = new ArrayList<>();
        List<BsonDocument> events = new ArrayList<>();
        for (int id = 0; id < Catalog.IDS; id++) {
            Change change =
                    new Change(chance.below(Catalog.TENANTS), id, world.mongo().newValue());
            changes.add(change);
            events.addAll(Collections.nCopies(HUGE / Catalog.IDS, Events.of(change, true)));
        }
        world.mongo().append(changes, events);
    }

    /**
     * The leader is gone, and the others find out at the same moment, while much is written. Soon one of them stops for a
     * while, and then the other one is gone, too.
     */
    void candidatesAtOnce() {
        int leader = world.leader();
        if (chance.oneIn(4)) {
            world.crash(leader, lasting(10 * MS));
        } else {
            world.close(leader, lasting(10 * MS));
        }
        int one = (leader + 1) % Settings.PROCESSES;
        int other = (leader + 2) % Settings.PROCESSES;
        later(chance.between(30, 100) * MS, () -> world.process(one).place().pause(lasting(150 * MS)));
        later(chance.between(150, 300) * MS, () -> world.crash(other, lasting(10 * MS)));
        for (long at = 0; at < BOUND; at += 10 * MS) {
            later(at, () -> {
                world.candidates().forEach(process -> world.stage().spawn(process.place(), 0, process::tick));
                if (chance.oneIn(2)) {
                    new Writer(world, null).transaction(5);
                }
            });
        }
    }

    private void loseRecords() {
        if (chance.oneIn(4)) {
            world.redis().loseLog();
        } else {
            world.redis().loseLogsTail(1 + chance.below(5));
        }
    }

    /** A primary was deposed and doesn't know, while the log stands still. */
    void stalePrimary() {
        long nanos = lasting(BOUND + shortly());
        world.mongo().deposePrimary(nanos);
        later(chance.between(0, 300) * MS, () -> world.redis().goAway(nanos));
    }

    /** The answers of notes stay away for long, and the log stands still before they come. */
    void delayNotes() {
        world.mongo().delayNotes(true);
        later(BOUND / 5, () -> world.mongo().delayNotes(false));
        later(chance.between(100, 500) * MS, () -> world.redis().goAway(lasting(2 * BOUND)));
    }

    private int anybody() {
        return chance.below(Settings.PROCESSES);
    }

    private long shortly() {
        return chance.between(10, 2_500) * MS;
    }

    private void later(long nanos, Runnable what) {
        world.stage().spawn(world.stage().world(), lasting(nanos), what);
    }

    private long lasting(long nanos) {
        over = Math.max(over, world.stage().now() + nanos);
        return nanos;
    }
}
