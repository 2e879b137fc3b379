package dev.meerkat.simulation;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;

/** The kinds of things that go wrong. */
enum Fault {
    CRASH(Faults::crash),
    CRASH_OF_LEADER(Faults::crashLeader),
    PAUSE(Faults::pause),
    PAUSE_OF_LEADER(Faults::pauseLeader),
    MACHINE_SLEEPS(Faults::suspend),
    MESSAGES_LOST(Faults::loseMessages),
    REDIS_LOSES_DATA(Faults::loseRedis),
    REDIS_AWAY(Faults::redisAway),
    HISTORY_LOST(Faults::loseHistory),
    MAJORITY_STANDS_STILL(Faults::holdMajority),
    LEASE_DELETED(Faults::loseLease),
    CUT_OFF(Faults::cut),
    CURSORS_KILLED(Faults::killCursors),
    SLOW_NETWORK(Faults::slowNetwork),
    LOST_BEFORE_NEXT_LEADER(Faults::loseAndChangeLeader),
    HALF_A_TRANSACTION_LOST(Faults::loseHalfATransaction),
    STALE_PRIMARY(Faults::stalePrimary),
    NOTE_DELAYED(Faults::delayNotes);

    static final Set<Fault> ALL = EnumSet.allOf(Fault.class);

    private final Consumer<Faults> strike;

    Fault(Consumer<Faults> strike) {
        this.strike = strike;
    }

    void strike(Faults faults) {
        strike.accept(faults);
    }
}
