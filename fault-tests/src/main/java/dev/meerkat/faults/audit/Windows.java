package dev.meerkat.faults.audit;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which fault was on when. Of two at a time it is the one that struck last; between an injection's recovery and the next it
 * is {@link #CALM}. For one thread.
 */
final class Windows {

    static final String CALM = "calm";

    private final TreeMap<Long, Injection> injections = new TreeMap<>();
    private final Map<String, Tally> tallies = new LinkedHashMap<>();
    private long from;
    private long to;
    private Tally current;

    Windows() {
        current = tally(CALM);
    }

    /** Adds an injection, or what is now known of it. */
    void put(Injection injection) {
        injections.put(injection.begunNanos(), injection);
        tally(injection.fault());
        to = from;
    }

    Collection<Injection> injections() {
        return injections.values();
    }

    /** The tallies by their faults, in the order of the first injections. */
    Map<String, Tally> tallies() {
        return tallies;
    }

    /** The tally of the fault that was on at this time. */
    Tally at(long nanos) {
        if (nanos < from || nanos >= to) {
            look(nanos);
        }
        return current;
    }

    private void look(long nanos) {
        Map.Entry<Long, Injection> last = injections.floorEntry(nanos);
        Long next = injections.higherKey(nanos);
        to = next == null ? Long.MAX_VALUE : next;
        if (last == null) {
            from = Long.MIN_VALUE;
            current = tally(CALM);
        } else if (nanos < last.getValue().recoveredNanos()) {
            from = last.getKey();
            to = Math.min(to, last.getValue().recoveredNanos());
            current = tally(last.getValue().fault());
        } else {
            from = last.getValue().recoveredNanos();
            current = tally(CALM);
        }
    }

    /** Which fault was on, and since when. */
    String describe(long nanos) {
        Map.Entry<Long, Injection> last = injections.floorEntry(nanos);
        if (last == null) {
            return "before any fault";
        }
        Injection injection = last.getValue();
        return String.format(
                "%s %s, which had struck %.3f s before%s",
                nanos < injection.recoveredNanos() ? "during" : "after",
                injection.fault(),
                (nanos - injection.begunNanos()) / 1e9,
                injection.healedNanos() <= nanos
                        ? String.format(" and was healed %.3f s before", (nanos - injection.healedNanos()) / 1e9)
                        : "");
    }

    /** What is counted for a fault, from now on if not yet. */
    Tally tally(String fault) {
        return tallies.computeIfAbsent(fault, name -> new Tally());
    }
}
