package dev.meerkat.benchmarks.cost;

import java.util.Arrays;
import java.util.Collection;

/** Times in nanoseconds, in order. Immutable. */
final class Distribution {

    private final long[] sorted;

    private Distribution(long[] sorted) {
        this.sorted = sorted;
    }

    static Distribution of(Collection<Long> nanos) {
        return new Distribution(
                nanos.stream().mapToLong(Long::longValue).sorted().toArray());
    }

    /** How many there are. */
    int size() {
        return sorted.length;
    }

    /**
     * The least time that this share of all don't exceed, in milliseconds: by the nearest rank, so always one that was
     * measured. NaN where there is none.
     *
     * @param share above 0, up to 1
     */
    double millis(double share) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        int rank = (int) Math.ceil(share * sorted.length);
        return sorted[Math.max(rank, 1) - 1] / 1e6;
    }

    /** The share that is below zero, 0 to 1. */
    double shareBelowZero() {
        return sorted.length == 0
                ? Double.NaN
                : (double) Arrays.stream(sorted).filter(nanos -> nanos < 0).count() / sorted.length;
    }
}
