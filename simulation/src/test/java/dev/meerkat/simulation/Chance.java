package dev.meerkat.simulation;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** All that is left to chance, decided by the seed. */
final class Chance {

    private final SplittableRandom random;

    Chance(long seed) {
        this.random = new SplittableRandom(seed);
    }

    RandomGenerator generator() {
        return random;
    }

    boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** From {@code least} to {@code most}, both included. */
    long between(long least, long most) {
        return least + random.nextLong(most - least + 1);
    }

    /** A time around a mean, mostly shorter, sometimes much longer. */
    long around(long mean) {
        return (long) (-Math.log(1 - random.nextDouble()) * mean);
    }

    <T> T of(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
