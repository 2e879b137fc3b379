package dev.meerkat.benchmarks.peers;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * What one thread does, drawn in advance and repeated: whether to read or to write, and which key. Keys are drawn as the
 * Yahoo! Cloud Serving Benchmark draws them: the n-th most popular one in proportion to n<sup>-0.99</sup> (Zipf), popular ones
 * scattered over all. The same seed draws the same. Used by one thread.
 */
final class Draws {

    /** How many are drawn; a power of two. */
    static final int DRAWN = 1 << 16;

    private static final double EXPONENT = 0.99;

    private final int[] keys = new int[DRAWN];
    private final int[] written = new int[DRAWN];
    private int next;

    /**
     * Draws.
     *
     * @param readShare reads out of a hundred operations
     * @param keys how many keys can be read
     */
    Draws(long seed, int readShare, int keys) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] toRead = cumulated(keys);
        double[] toWrite = cumulated(Corpus.USERS);
        for (int i = 0; i < DRAWN; i++) {
            this.keys[i] = draw(random, toRead);
            written[i] = random.nextInt(100) < readShare ? -1 : draw(random, toWrite);
        }
    }

    /** Goes on to the next operation. */
    void advance() {
        next = (next + 1) & (DRAWN - 1);
    }

    /** Whether it writes. */
    boolean writes() {
        return written[next] >= 0;
    }

    /** The key that it reads. */
    int key() {
        return keys[next];
    }

    /** The number of the user that it changes. */
    int user() {
        return written[next];
    }

    private static double[] cumulated(int keys) {
        double[] cumulated = new double[keys];
        double sum = 0;
        for (int rank = 0; rank < keys; rank++) {
            sum += Math.pow(rank + 1, -EXPONENT);
            cumulated[rank] = sum;
        }
        return cumulated;
    }

    /** A rank, moved to another place by a factor that has no divisor in common with the number of keys. */
    private static int draw(SplittableRandom random, double[] cumulated) {
        double point = random.nextDouble() * cumulated[cumulated.length - 1];
        int found = Arrays.binarySearch(cumulated, point);
        int rank = found >= 0 ? found : -found - 1;
        return (int) ((rank * 7_919L + 13) % cumulated.length);
    }
}
