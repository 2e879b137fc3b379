package dev.meerkat.faults.audit;

import java.util.Arrays;

/** Times in order, in an array. They come nearly in order, so that few must move for each. For one thread. */
final class Times {

    private int size;
    private long[] times = new long[16];

    void add(long time) {
        if (size == times.length) {
            times = Arrays.copyOf(times, size * 2);
        }
        int at = size;
        while (at > 0 && times[at - 1] > time) {
            at--;
        }
        System.arraycopy(times, at, times, at + 1, size - at);
        times[at] = time;
        size++;
    }

    /** How many are earlier than this. */
    int before(long time) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (times[middle] < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The n-th, from 0, or {@link Long#MAX_VALUE} if there are not so many. */
    long get(long n) {
        return n < size ? times[(int) n] : Long.MAX_VALUE;
    }
}
