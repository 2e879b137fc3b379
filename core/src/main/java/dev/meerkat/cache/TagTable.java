package dev.meerkat.cache;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.LongConsumer;

/**
 * {@code lastInv}: the latest cluster time raised for each tag, in bounded memory (16 bytes a tag).
 *
 * <p>A set-associative table: a tag may stand in any of the {@value #WAYS} slots of its bucket. When a bucket is full, the
 * tag with the earliest time gives way, and that time is handed to {@code evicted} <em>before</em> the tag disappears: from
 * then on nothing is known at or below it. A reader looks here first and at the floors after, so that it finds a tag's time
 * in one place or the other.
 *
 * <p>Readers take no lock. A slot changes its time before its tag, and only ever to a later time, so that a reader who
 * catches a slot in between sees a time that is too late, never one that is too early. Writers of one bucket exclude each
 * other by one of a few locks, which guard nothing else; {@code evicted} runs under it and must not block.
 */
final class TagTable {

    static final int WAYS = 8;

    private static final int LOCKS = 64;
    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(long[].class);

    private final long[] tags;
    private final long[] times;
    private final int bucketMask;
    private final Object[] locks = new Object[LOCKS];
    private final LongConsumer evicted;

    /**
     * @param capacity how many tags at least, rounded up to a power of two
     * @param evicted takes the time of a tag that gives way
     */
    TagTable(int capacity, LongConsumer evicted) {
        int buckets = Integer.highestOneBit(Math.max(1, (capacity - 1) / WAYS)) << 1;
        this.tags = new long[buckets * WAYS];
        this.times = new long[buckets * WAYS];
        this.bucketMask = buckets - 1;
        this.evicted = evicted;
        for (int i = 0; i < LOCKS; i++) {
            locks[i] = new Object();
        }
    }

    /** The latest time raised for the tag, or {@link ClusterTime#NONE} where the table has none. */
    long get(long tag) {
        int first = bucket(tag) * WAYS;
        for (int slot = first; slot < first + WAYS; slot++) {
            if ((long) SLOT.getAcquire(tags, slot) == tag) {
                return (long) SLOT.getAcquire(times, slot);
            }
        }
        return ClusterTime.NONE;
    }

    /** Raises the tag's time, if this one is later. */
    void raise(long tag, long time) {
        int bucket = bucket(tag);
        synchronized (locks[bucket % LOCKS]) {
            raiseInBucket(bucket * WAYS, tag, time);
        }
    }

    private void raiseInBucket(int first, long tag, long time) {
        int earliest = first;
        for (int slot = first; slot < first + WAYS; slot++) {
            if (tags[slot] == tag) {
                SLOT.setRelease(times, slot, ClusterTime.max(time, times[slot]));
                return;
            }
            if (ClusterTime.isAfter(times[earliest], times[slot])) {
                earliest = slot;
            }
        }
        long leaving = times[earliest];
        if (tags[earliest] != 0) {
            evicted.accept(ClusterTime.isAfter(time, leaving) ? leaving : time);
        }
        if (ClusterTime.isAfter(time, leaving)) {
            SLOT.setRelease(times, earliest, time);
            SLOT.setRelease(tags, earliest, tag);
        }
    }

    private int bucket(long tag) {
        return (int) (tag ^ (tag >>> 32)) & bucketMask;
    }
}
