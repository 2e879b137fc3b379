package dev.meerkat.cache;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts, one adder for each value of an enum. Thread-safe; counting doesn't allocate. */
final class Counters<E extends Enum<E>> {

    private final Class<E> type;
    private final LongAdder[] adders;

    Counters(Class<E> type) {
        this.type = type;
        this.adders = new LongAdder[type.getEnumConstants().length];
        for (int i = 0; i < adders.length; i++) {
            adders[i] = new LongAdder();
        }
    }

    void increment(E what) {
        adders[what.ordinal()].increment();
    }

    long get(E what) {
        return adders[what.ordinal()].sum();
    }

    Map<E, Long> snapshot() {
        Map<E, Long> counts = new EnumMap<>(type);
        for (E what : type.getEnumConstants()) {
            counts.put(what, get(what));
        }
        return counts;
    }
}
