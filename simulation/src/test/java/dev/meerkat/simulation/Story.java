package dev.meerkat.simulation;

import java.time.Duration;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A world's history from its beginning to its end, and what came of it.
 *
 * @param violation what the checker saw, or null
 * @param usefulness counted when all faults are over, or, where there are none, when everything has begun
 */
record Story(
        Settings settings,
        @Nullable String violation,
        Usefulness usefulness,
        long digest,
        int versions,
        Tally tally,
        long switches,
        String trace) {

    /** No fault begins so long before the end; the longest lasts for half of it, and then the hits are back. */
    static final Duration AFTERMATH = Settings.BOUND.multipliedBy(7);

    private static final Duration WARM_UP = Settings.BOUND.multipliedBy(3);
    private static final Duration MEASURED = Settings.BOUND.multipliedBy(2);
    private static final long LOOK = 100 * Catalog.MS;

    static Story run(Settings settings) {
        return run(settings, false);
    }

    static Story run(Settings settings, boolean tracing) {
        World world = new World(settings, tracing);
        try (world) {
            Stage stage = world.stage();
            long end = settings.length().toNanos();
            long measuredFrom = settings.faults().isEmpty() ? WARM_UP.toNanos() : end - MEASURED.toNanos();
            Faults faults = new Faults(world);
            while (stage.now() < end && world.checker().violation() == null) {
                if (stage.now() < end - AFTERMATH.toNanos()) {
                    faults.look();
                } else {
                    faults.end();
                }
                if (stage.now() <= measuredFrom) {
                    world.usefulness().reset();
                }
                stage.pass(LOOK);
            }
        }
        return new Story(
                settings,
                world.checker().violation(),
                world.usefulness(),
                world.digest(),
                world.truth().states().size(),
                world.tally(),
                world.stage().switches(),
                world.traced());
    }

    /** For a failed test: what happened last, what was wrong, and how to see it again. */
    String report() {
        Story again = run(settings, true);
        return again.trace() + "\n" + violation + "\n" + again.tally()
                + "\nSee it again: mvn -pl simulation -am test -Dtest=StormTest#noReadIsWrong"
                + " -Dsurefire.failIfNoSpecifiedTests=false -Dmeerkat.seed=" + settings.seed()
                + (settings.mutant().equals(Mutant.NONE) ? "" : " -Dmeerkat.mutant=" + settings.mutant())
                + (settings.faults().equals(Fault.ALL) ? "" : " -Dmeerkat.faults=" + faults());
    }

    private String faults() {
        return settings.faults().stream().map(Fault::name).collect(Collectors.joining(","));
    }
}
