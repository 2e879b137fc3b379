package dev.meerkat.embedded.internal;

import java.util.Arrays;

/** Ascending numbers: added at the end, removed at the front, searched from the end. */
final class NumberQueue {

    private static final int SMALLEST = 4;

    private long[] ring = new long[SMALLEST];
    private int head;
    private int size;

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** How many numbers there is room for: at most four times as many as there are, but for the smallest. */
    int room() {
        return ring.length;
    }

    /** Adds a number above all that are there. */
    void add(long number) {
        if (size == ring.length) {
            resize(2 * size);
        }
        ring[index(size)] = number;
        size++;
    }

    long first() {
        return get(0);
    }

    void removeFirst() {
        get(0);
        head = index(1);
        size--;
        if (ring.length > SMALLEST && size <= ring.length / 4) {
            resize(ring.length / 2);
        }
    }

    /**
     * The first number from this one on, {@link Long#MAX_VALUE} if there is none. Takes a logarithm of its distance from
     * the end: whoever has read all but the last few finds those at once.
     */
    long firstFrom(long number) {
        int high = size;
        int low = size - 1;
        for (int step = 1; low >= 0 && get(low) >= number; step *= 2) {
            high = low;
            low -= step;
        }
        low = Math.max(low, -1);
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (get(middle) >= number) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high == size ? Long.MAX_VALUE : get(high);
    }

    private long get(int position) {
        if (position >= size) {
            throw new IllegalArgumentException("no number " + position + " of " + size);
        }
        return ring[index(position)];
    }

    private int index(int position) {
        return (head + position) & (ring.length - 1);
    }

    private void resize(int length) {
        long[] larger = new long[length];
        Arrays.setAll(larger, position -> position < size ? get(position) : 0);
        ring = larger;
        head = 0;
    }
}
