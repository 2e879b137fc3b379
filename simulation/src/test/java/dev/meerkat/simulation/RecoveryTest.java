package dev.meerkat.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** After every kind of fault the cache is of use again. */
class RecoveryTest {

    private static final long LOOK = 10 * Catalog.MS;
    private static final long BOUND = Settings.BOUND.toNanos();

    @ParameterizedTest
    @EnumSource(Fault.class)
    void theHitsComeBack(Fault fault) {
        long worst = 0, during = 0;
        double hits = 1;
        for (long seed = 1; seed <= Long.getLong("meerkat.seeds", 5); seed++) {
            World world = new World(Settings.calm(seed), false);
            try (world) {
                Stage stage = world.stage();
                stage.pass(3 * BOUND);
                Faults faults = new Faults(world);
                faults.strike(fault);
                long shut = 0, begun = stage.now();
                while (stage.now() < faults.over() + 5 * BOUND) {
                    if (!world.isOpen()) {
                        shut = stage.now();
                    }
                    if (stage.now() < faults.over() + 3 * BOUND) {
                        world.usefulness().reset();
                    }
                    stage.pass(LOOK);
                }
                worst = Math.max(worst, shut - Math.max(begun, faults.over()));
                hits = Math.min(hits, world.usefulness().hitRatio());
                assertThat(world.checker().violation()).isNull();
            }
        }
        System.out.printf("%s: %d ms hits %.2f %n", fault, worst / 1_000_000, hits);
    }
}
