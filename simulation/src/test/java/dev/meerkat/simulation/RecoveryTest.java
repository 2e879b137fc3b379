package dev.meerkat.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** After every kind of fault the cache is of use again, soon. Times are simulated: they are the same on any machine. */
class RecoveryTest {

    private static final long LOOK = 10 * Catalog.MS;
    private static final long BOUND = Settings.BOUND.toNanos();
    private static final long SOON = 3 * BOUND;
    private static final long MEASURED = 2 * BOUND;

    /** @param shutFor how long after the fault's end a gate was last shut, in simulated nanoseconds */
    private record Recovery(long shutFor, Usefulness usefulness) {}

    @ParameterizedTest
    @EnumSource(Fault.class)
    void theHitsComeBack(Fault fault) {
        LongStream.rangeClosed(1, 3).forEach(seed -> {
            Recovery recovery = strike(fault, seed);

            assertThat(recovery.shutFor()).as("seed %d", seed).isLessThan(SOON);
            assertThat(recovery.usefulness().hitRatio())
                    .as("seed %d: %s", seed, recovery.usefulness())
                    .isGreaterThanOrEqualTo(0.9);
        });
    }

    private static Recovery strike(Fault fault, long seed) {
        World world = new World(Settings.calm(seed), false);
        try (world) {
            Stage stage = world.stage();
            stage.pass(SOON);
            assertThat(world.isOpen()).as("before the fault").isTrue();
            Faults faults = new Faults(world);
            faults.strike(fault);
            long lastShut = faults.over();
            while (stage.now() < faults.over() + SOON + MEASURED) {
                if (!world.isOpen()) {
                    lastShut = stage.now();
                }
                if (stage.now() < faults.over() + SOON) {
                    world.usefulness().reset();
                }
                stage.pass(LOOK);
            }
            assertThat(world.checker().violation()).isNull();
            return new Recovery(lastShut - faults.over(), world.usefulness());
        }
    }
}
