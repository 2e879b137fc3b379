package dev.meerkat.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Faults of every kind at once: no read is ever wrong, and the hits come back. */
class StormTest {

    private static final int SEEDS = Integer.getInteger("meerkat.seeds", 50);

    static long total, joined;

    static LongStream seeds() {
        Long seed = Long.getLong("meerkat.seed");
        return seed == null ? LongStream.rangeClosed(1, SEEDS) : LongStream.of(seed);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void noReadIsWrong(long seed) {
        long begun = System.nanoTime();
        Story story = Story.run(Settings.stormy(seed, Mutant.NONE));
        total += (System.nanoTime() - begun) / 1_000_000;
        joined += story.joined();
        System.out.printf("%d %d ms, %d joined, %x%n", seed, total, joined, story.digest());

        assertThat(story.violation()).withFailMessage(story::report).isNull();
    }
}
