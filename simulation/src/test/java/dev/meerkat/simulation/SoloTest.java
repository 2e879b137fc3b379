package dev.meerkat.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** While Redis is away for long every process watches for itself, and the cache is of use. */
class SoloTest {

    private static final long BOUND = Settings.BOUND.toNanos();
    private static final long AWAY = 10 * BOUND;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void withoutRedisTheNearTierServes(long seed) {
        World world = new World(Settings.calm(seed), false);
        try (world) {
            Stage stage = world.stage();
            stage.pass(3 * BOUND);
            world.redis().goAway(AWAY);

            stage.pass(2 * BOUND);
            assertThat(alone(world)).as("alone").containsOnly(true);
            world.usefulness().reset();
            long shut = stage.now() + AWAY - 2 * BOUND;
            while (stage.now() < shut) {
                assertThat(world.isOpen()).as("open at %d", stage.now()).isTrue();
                stage.pass(10 * Catalog.MS);
            }
            assertThat(world.usefulness().hitRatio())
                    .as("%s", world.usefulness())
                    .isGreaterThanOrEqualTo(0.9);

            stage.pass(3 * BOUND);
            assertThat(alone(world)).as("alone").containsOnly(false);
            assertThat(world.checker().violation()).isNull();
            assertThat(holes(world)).containsOnly(0);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void noGateIsShutForLongWhenRedisGoesAndNoneWhenItComesBack(long seed) {
        World world = new World(Settings.calm(seed), false);
        try (world) {
            Stage stage = world.stage();
            stage.pass(3 * BOUND);
            world.redis().goAway(AWAY);
            long[] shutMillis = new long[Settings.PROCESSES];
            for (long end = stage.now() + 2 * AWAY; stage.now() < end; stage.pass(Catalog.MS)) {
                for (int slot = 0; slot < shutMillis.length; slot++) {
                    shutMillis[slot] += world.process(slot).gate().isOpen() ? 0 : 1;
                }
            }
            assertThat(alone(world)).as("alone").containsOnly(false);
            assertThat(LongStream.of(shutMillis).max().orElseThrow())
                    .as("ms shut")
                    .isLessThan(BOUND / Catalog.MS / 2);
            assertThat(world.checker().violation()).isNull();
        }
    }

    private static Boolean[] alone(World world) {
        return IntStream.range(0, Settings.PROCESSES)
                .mapToObj(slot -> world.process(slot).solo().isSolo())
                .toArray(Boolean[]::new);
    }

    private static long[] holes(World world) {
        return IntStream.range(0, Settings.PROCESSES)
                .mapToLong(slot -> world.process(slot).follower().holes())
                .toArray();
    }
}
