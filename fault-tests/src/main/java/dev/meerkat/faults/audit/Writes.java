package dev.meerkat.faults.audit;

import java.util.Arrays;

/**
 * Writes of one document, in the order of their numbers, in arrays.
 *
 * <p>{@code firstAcknowledged[i]} is the earliest acknowledgement of the writes from i on: it tells at once which write a
 * reader misses, and for how long. It never falls with i, so that a new acknowledgement changes but the last few.
 *
 * <p>What lies below a write that was acknowledged long ago is forgotten, see {@link #forget}. Then too little may be demanded
 * of a read that began before that, never too much. For one thread.
 */
final class Writes {

    private static final long NONE = Long.MIN_VALUE;

    private int size;
    private long[] number = new long[4];
    private long[] begun = new long[4];
    private long[] acknowledged = new long[4];
    private long[] firstAcknowledged = new long[4];
    private int[] process = new int[4];
    private boolean[] deletes = new boolean[4];
    private long forgotten = NONE;
    private long forgottenDeletion = Read.ABSENT;

    /** Adds a write, or what is now known of it. */
    void put(Write write) {
        if (write.number() <= forgotten) {
            return;
        }
        int i = above(write.number()) - 1;
        if (i < 0 || number[i] != write.number()) {
            i++;
            makeRoom(i);
            number[i] = write.number();
            begun[i] = write.begunNanos();
            acknowledged[i] = write.acknowledgedNanos();
            process[i] = write.process();
            deletes[i] = write.deletes();
        } else {
            begun[i] = Math.min(begun[i], write.begunNanos());
            acknowledged[i] = Math.min(acknowledged[i], write.acknowledgedNanos());
        }
        long first = Math.min(acknowledged[i], i + 1 < size ? firstAcknowledged[i + 1] : Write.UNKNOWN);
        firstAcknowledged[i] = first;
        for (int j = i - 1; j >= 0 && firstAcknowledged[j] > first; j--) {
            firstAcknowledged[j] = first;
        }
    }

    private void makeRoom(int at) {
        if (size == number.length) {
            resize(size * 2);
        }
        for (Object array : arrays()) {
            System.arraycopy(array, at, array, at + 1, size - at);
        }
        size++;
    }

    private void resize(int length) {
        number = Arrays.copyOf(number, length);
        begun = Arrays.copyOf(begun, length);
        acknowledged = Arrays.copyOf(acknowledged, length);
        firstAcknowledged = Arrays.copyOf(firstAcknowledged, length);
        process = Arrays.copyOf(process, length);
        deletes = Arrays.copyOf(deletes, length);
    }

    private Object[] arrays() {
        return new Object[] {number, begun, acknowledged, firstAcknowledged, process, deletes};
    }

    /** The place of the lowest number above this one. */
    private int above(long n) {
        if (size == 0 || number[size - 1] <= n) {
            return size;
        }
        int low = 0;
        int high = size - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (number[middle] <= n) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** When the first of the writes with larger numbers was acknowledged, or {@link Write#UNKNOWN}. */
    long firstAcknowledgedAbove(long n) {
        int i = above(n);
        return i == size ? Write.UNKNOWN : firstAcknowledged[i];
    }

    /** Describes the write that {@link #firstAcknowledgedAbove} tells of; there must be one. */
    String firstAbove(Read read, long n) {
        int i = above(n);
        long first = firstAcknowledged[i];
        while (acknowledged[i] != first) {
            i++;
        }
        return String.format(
                "%s %d of process %d, begun %.6f s and acknowledged %.6f s before",
                deletes[i] ? "deletion" : "write",
                number[i],
                process[i],
                (read.begunNanos() - begun[i]) / 1e9,
                (read.begunNanos() - acknowledged[i]) / 1e9);
    }

    /** Whether a document can hold this number at this time: a write that stores it had begun. */
    boolean explains(long n, long at) {
        if (n <= forgotten) {
            return true;
        }
        int i = above(n) - 1;
        return i >= 0 && number[i] == n && !deletes[i] && begun[i] <= at;
    }

    /** The largest number of the deletions that had begun, or {@link Read#ABSENT} if there was none. */
    long lastDeletion(long at) {
        for (int i = size - 1; i >= 0; i--) {
            if (deletes[i] && begun[i] <= at) {
                return number[i];
            }
        }
        return forgottenDeletion;
    }

    /** Forgets what no read may show that begins then, but for the last of the writes that were acknowledged by then. */
    void forget(long before) {
        int base = size - 1;
        while (base >= 0 && acknowledged[base] >= before) {
            base--;
        }
        if (base <= 0) {
            return;
        }
        for (int i = 0; i < base; i++) {
            forgottenDeletion = deletes[i] ? number[i] : forgottenDeletion;
        }
        forgotten = number[base - 1];
        for (Object array : arrays()) {
            System.arraycopy(array, base, array, 0, size - base);
        }
        size -= base;
        if (number.length > 16 && size < number.length / 4) {
            resize(number.length / 2);
        }
    }

    int size() {
        return size;
    }
}
