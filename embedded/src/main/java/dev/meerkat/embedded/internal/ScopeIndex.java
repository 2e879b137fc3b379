package dev.meerkat.embedded.internal;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * The numbers of the change log's entries by the scope that shows them, so that a stream finds its next one without
 * looking at others'. Nothing stays of a scope that has neither entries nor open streams.
 */
final class ScopeIndex {

    /** Above all numbers: there is no such entry. */
    static final long NONE = Long.MAX_VALUE;

    private static final class Slot {
        private final NumberQueue numbers = new NumberQueue();
        private int streams;
        private long lost = -1;
    }

    private final Map<StreamScope, Slot> slots = new HashMap<>();

    /** An entry has come. */
    void add(long number, Collection<StreamScope> scopes) {
        scopes.forEach(scope -> slot(scope).numbers.add(number));
    }

    /** The log's oldest entry has gone. */
    void remove(long number, Collection<StreamScope> scopes) {
        for (StreamScope scope : scopes) {
            Slot slot = slot(scope);
            if (slot.numbers.first() != number) {
                throw new IllegalStateException(number + " isn't the oldest entry of " + scope);
            }
            slot.numbers.removeFirst();
            slot.lost = number;
            removeIfUnused(scope, slot);
        }
    }

    /** A stream was opened: what the scope loses from now on is remembered. */
    void opened(StreamScope scope) {
        slot(scope).streams++;
    }

    void closed(StreamScope scope) {
        Slot slot = slot(scope);
        slot.streams--;
        removeIfUnused(scope, slot);
    }

    private Slot slot(StreamScope scope) {
        return slots.computeIfAbsent(scope, added -> new Slot());
    }

    private void removeIfUnused(StreamScope scope, Slot slot) {
        if (slot.numbers.isEmpty() && slot.streams == 0) {
            slots.remove(scope);
        }
    }

    /** The scope's first entry from this number on; {@link #NONE} if there is none yet. */
    long next(StreamScope scope, long from) {
        Slot slot = slots.get(scope);
        return slot == null ? NONE : slot.numbers.firstFrom(from);
    }

    /** Whether an entry of the scope, from this number on, is gone; known of what has gone since a stream was opened. */
    boolean hasLost(StreamScope scope, long from) {
        Slot slot = slots.get(scope);
        return slot != null && slot.lost >= from;
    }

    /** How many scopes it knows. */
    int scopes() {
        return slots.size();
    }

    /** How many numbers it has room for. */
    long room() {
        return slots.values().stream().mapToLong(slot -> slot.numbers.room()).sum();
    }
}
