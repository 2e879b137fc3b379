package dev.meerkat.faults.audit;

import java.util.HashMap;
import java.util.Map;

/** A set that only grows: when its inserts began and were acknowledged. For one thread. */
final class Group {

    private static final Times NONE = new Times();

    private final Times begun = new Times();
    private final Times acknowledged = new Times();
    private final Map<Integer, Times> own = new HashMap<>();

    void begun(Insert insert) {
        begun.add(insert.begunNanos());
    }

    void ended(Insert insert) {
        if (insert.acknowledgedNanos() != Write.UNKNOWN) {
            acknowledged.add(insert.acknowledgedNanos());
            own.computeIfAbsent(insert.process(), process -> new Times()).add(insert.acknowledgedNanos());
        }
    }

    /** The most that can be counted by this time. */
    long most(long at) {
        return begun.before(at + 1);
    }

    /** The least that must be counted by who may miss what was acknowledged from this time on. */
    long least(long from) {
        return acknowledged.before(from);
    }

    /** How many of a process's own inserts were acknowledged between these times. */
    long own(int process, long from, long to) {
        Times times = own.getOrDefault(process, NONE);
        return (long) times.before(to) - times.before(from);
    }

    /** When the first insert was acknowledged, at the latest, that is not among so many. */
    long firstMissed(long counted) {
        return acknowledged.get(counted);
    }
}
