package dev.meerkat.cache;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * Whether it is worth asking the shared tier. Where hardly any of the last lookups of a kind brought an entry, most reads of
 * that kind spare the round trip, and a few go on asking, so that a change is noticed. Thread-safe, without locks.
 *
 * <p>At first it is worth it. Older lookups count half as much every {@value #HALVED_AT} ones at the latest.
 */
final class LookupWorth {

    /** Lookups before anything is concluded. */
    static final int ENOUGH = 128;

    /** Of so many lookups one must have brought an entry. */
    static final int ONE_OF = 50;

    /** Where it isn't worth it, one read of so many asks all the same. */
    static final int SAMPLE = 16;

    private static final int HALVED_AT = 256;
    private static final int KINDS = 512;
    private static final int ASKED = 1 << 16;

    /** For each kind: lookups in the upper half, those that brought an entry in the lower. */
    private final AtomicIntegerArray lookups = new AtomicIntegerArray(KINDS);

    private final AtomicIntegerArray reads = new AtomicIntegerArray(KINDS);
    private final LongAdder spared = new LongAdder();

    /**
     * Reads that share their fate: of one namespace, by id or not, and of something that was read here before or not. Two
     * kinds may have one number; that makes a guess worse, and nothing else.
     *
     * @param known whether the near tier has an entry for it that is not valid any more
     */
    static int kind(Dependencies dependencies, boolean known) {
        int hash = dependencies.namespaces().get(0).hashCode() * 31 + (dependencies.isOneDocument() ? 1 : 0);
        hash *= 0x9E3779B9;
        return (hash >>> 24) << 1 | (known ? 1 : 0);
    }

    /** Whether to ask the shared tier about a read of this kind. */
    boolean asks(int kind) {
        int counts = lookups.get(kind);
        int asked = counts >>> 16;
        if (asked < ENOUGH || (counts & 0xffff) * ONE_OF >= asked) {
            return true;
        }
        if (reads.incrementAndGet(kind) % SAMPLE == 0) {
            return true;
        }
        spared.increment();
        return false;
    }

    /** The shared tier was asked. */
    void learn(int kind, boolean found) {
        lookups.accumulateAndGet(kind, ASKED + (found ? 1 : 0), LookupWorth::add);
    }

    private static int add(int counts, int lookup) {
        int sum = counts + lookup;
        return sum >>> 16 < HALVED_AT ? sum : (sum >>> 17) << 16 | (sum & 0xffff) >>> 1;
    }

    /** How many reads did not ask. */
    long spared() {
        return spared.sum();
    }
}
