package dev.meerkat.simulation;

import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The kinds of things that go wrong. */
enum Fault {
    CRASH(Faults::crash),
    CRASH_OF_LEADER(Faults::crashLeader),
    CLOSE_OF_LEADER(Faults::closeLeader),
    PAUSE(Faults::pause),
    PAUSE_OF_LEADER(Faults::pauseLeader),
    MACHINE_SLEEPS(Faults::suspend),
    MESSAGES_LOST(Faults::loseMessages),
    REDIS_LOSES_DATA(Faults::loseRedis),
    REDIS_FLUSHED(Faults::flushRedis),
    REDIS_FAILS_OVER(Faults::failOverRedis),
    REDIS_AWAY(Faults::redisAway),
    HISTORY_LOST(Faults::loseHistory),
    MAJORITY_STANDS_STILL(Faults::holdMajority),
    ROLLBACK(Faults::rollBack),
    LEASE_DELETED(Faults::loseLease),
    CUT_OFF(Faults::cut),
    CURSORS_KILLED(Faults::killCursors),
    PRIVILEGE_REVOKED(Faults::revoke),
    SLOW_NETWORK(Faults::slowNetwork),
    THREADS_STOP(Faults::stopThreads),
    READER_STOPS_AT_GATE(faults -> faults.coincidences().stopAtGate()),
    LOST_BEFORE_NEXT_LEADER(faults -> faults.coincidences().loseAndChangeLeader()),
    HALF_A_TRANSACTION_LOST(faults -> faults.coincidences().loseHalfATransaction()),
    HALF_A_TRANSACTION_HELD(faults -> faults.coincidences().holdHalfATransaction()),
    HUGE_TRANSACTION(faults -> faults.coincidences().hugeTransaction()),
    CANDIDATES_AT_ONCE(faults -> faults.coincidences().candidatesAtOnce()),
    STALE_PRIMARY(faults -> faults.coincidences().stalePrimary()),
    NOTE_DELAYED(faults -> faults.coincidences().delayNotes());

    static final Set<Fault> ALL = EnumSet.allOf(Fault.class);

    /** Those with these names, with commas in between; all where there is none. */
    static Set<Fault> named(String names) {
        return names.isEmpty()
                ? ALL
                : Stream.of(names.split(",")).map(Fault::valueOf).collect(Collectors.toCollection(TreeSet::new));
    }

    private final Consumer<Faults> strike;

    Fault(Consumer<Faults> strike) {
        this.strike = strike;
    }

    void strike(Faults faults) {
        strike.accept(faults);
    }
}
