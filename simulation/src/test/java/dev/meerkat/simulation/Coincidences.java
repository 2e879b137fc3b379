package dev.meerkat.simulation;

import dev.meerkat.cache.Freshness;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bson.BsonDocument;

/** What goes wrong together: each by itself does no harm that would show, and by chance they hardly ever meet. */
final class Coincidences {

    private static final long MS = Catalog.MS;
    private static final long BOUND = Settings.BOUND.toNanos();
    private static final int HUGE = 1_200;

    private final World world;
    private final Chance chance;
    private final Faults faults;

    Coincidences(World world, Faults faults) {
        this.world = world;
        this.chance = world.chance();
        this.faults = faults;
    }

    /** Short batches and long transactions, of one of which a part is lost. */
    void loseHalfATransaction() {
        world.mongo().limitBatches(1 + chance.below(2));
        world.redis().loseNextHalfTransaction();
        for (int i = 0; i < 3; i++) {
            new Writer(world, null).transaction(5);
        }
        faults.later(60 * MS, () -> world.mongo().limitBatches(0));
    }

    /**
     * The first part of a transaction comes in, and the rest not for long. Nothing else happens meanwhile, so that notes and
     * chains name the transaction's own time.
     */
    void holdHalfATransaction() {
        world.mongo().beQuiet(faults.lasting(2 * BOUND));
        world.mongo().setNotesWithoutEntry(true);
        world.mongo().limitBatches(1);
        faults.later(50 * MS, () -> {
            Op op = new Writer(world, null).transaction(40);
            world.redis().goAwayAt(op.time(), faults.lasting(BOUND * 3 / 2));
            world.chains().forEach(chain -> {
                if (chain.isFree()) {
                    chain.wrote(op);
                }
            });
        });
        faults.later(400 * MS, () -> {
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
            world.crash(leader, faults.lasting(10 * MS));
        } else {
            world.close(leader, faults.lasting(10 * MS));
        }
        int one = (leader + 1) % Settings.PROCESSES;
        int other = (leader + 2) % Settings.PROCESSES;
        faults.later(
                chance.between(30, 100) * MS, () -> world.process(one).place().pause(faults.lasting(150 * MS)));
        faults.later(chance.between(150, 300) * MS, () -> world.crash(other, faults.lasting(10 * MS)));
        for (long at = 0; at < BOUND; at += 10 * MS) {
            faults.later(at, () -> {
                world.candidates().forEach(process -> world.stage().spawn(process.place(), 0, process::tick));
                if (chance.oneIn(2)) {
                    new Writer(world, null).transaction(5);
                }
            });
        }
    }

    /**
     * A chain has written what a process holds and hasn't heard of; it is read there, and while the reader stands between tags
     * and gate, or looks at the gate as it should, the news come in.
     */
    void stopAtGate() {
        SimulatedProcess process = world.process(faults.anybody());
        Target target = world.document(0, 0);
        world.stage().spawn(process.place(), 0, () -> new Reader(world, process).read(target, Freshness.USUAL, null));
        faults.later(30 * MS, () -> {
            Chain chain = world.freeChain();
            if (chain != null && !process.toRedis().isCut()) {
                faults.cut(process, 100 * MS);
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

    /** Records are lost on both ways just before another process begins to lead. */
    void loseAndChangeLeader() {
        int leader = world.leader();
        faults.loseMessages(100, chance.between(50, 600) * MS);
        faults.later(chance.between(0, 300) * MS, () -> {
            loseRecords();
            if (chance.oneIn(2)) {
                faults.crash(leader);
            } else {
                faults.pause(leader);
            }
        });
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
        long nanos = faults.lasting(BOUND + faults.shortly());
        world.mongo().deposePrimary(nanos);
        faults.later(chance.between(0, 300) * MS, () -> world.redis().goAway(nanos));
    }

    /** The answers of notes stay away for long, and the log stands still before they come. */
    void delayNotes() {
        world.mongo().delayNotes(true);
        faults.later(BOUND / 5, () -> world.mongo().delayNotes(false));
        faults.later(chance.between(100, 500) * MS, () -> world.redis().goAway(faults.lasting(2 * BOUND)));
    }
}
