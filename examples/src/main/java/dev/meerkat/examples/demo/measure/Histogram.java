package dev.meerkat.examples.demo.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts values in buckets that are 1 wide below 64 and 32 to each power of two above, so that a percentile is at most 3.2 %
 * too high. Values are not negative. Thread-safe.
 */
public final class Histogram {

    private static final int STEPS = 32;
    private static final int BUCKETS = 60 * STEPS;

    private final AtomicLongArray counts = new AtomicLongArray(BUCKETS);

    /** Counts a value. */
    public void add(long value) {
        counts.incrementAndGet(bucket(value));
    }

    /** Adds the other's counts to these. */
    public void add(Histogram other) {
        for (int i = 0; i < BUCKETS; i++) {
            counts.addAndGet(i, other.counts.get(i));
        }
    }

    /** Forgets everything. */
    public void clear() {
        for (int i = 0; i < BUCKETS; i++) {
            counts.set(i, 0);
        }
    }

    /** How many values were counted. */
    public long count() {
        long sum = 0;
        for (int i = 0; i < BUCKETS; i++) {
            sum += counts.get(i);
        }
        return sum;
    }

    /**
     * The least bucket's end that so many of the values don't exceed.
     *
     * @param share from 0 to 1
     * @return 0 if nothing was counted
     */
    public long percentile(double share) {
        long rank = Math.max(1, (long) Math.ceil(share * count()));
        long seen = 0;
        for (int i = 0; i < BUCKETS; i++) {
            seen += counts.get(i);
            if (seen >= rank) {
                return end(i);
            }
        }
        return 0;
    }

    /** The end of the highest bucket with a value, or 0. */
    public long max() {
        return percentile(1);
    }

    private static int bucket(long value) {
        int exponent = 63 - Long.numberOfLeadingZeros(Math.max(1, value)) - 5;
        return exponent <= 0 ? (int) value : exponent * STEPS + (int) (value >> exponent);
    }

    private static long end(int bucket) {
        int exponent = bucket / STEPS - 1;
        return exponent <= 0 ? bucket : ((long) (bucket % STEPS + STEPS + 1) << exponent) - 1;
    }

    /** Pairs of bucket and count, for {@link #of}. */
    List<Number> pairs() {
        List<Number> pairs = new ArrayList<>();
        for (int i = 0; i < BUCKETS; i++) {
            long count = counts.get(i);
            if (count > 0) {
                pairs.add(i);
                pairs.add(count);
            }
        }
        return pairs;
    }

    static Histogram of(List<? extends Number> pairs) {
        Histogram histogram = new Histogram();
        for (int i = 0; i < pairs.size(); i += 2) {
            histogram.counts.set(pairs.get(i).intValue(), pairs.get(i + 1).longValue());
        }
        return histogram;
    }
}
