package dev.meerkat.benchmarks.cost;

import dev.meerkat.benchmarks.peers.CachingSystem;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * How a run goes.
 *
 * @param brief whether it is only seen that everything can be measured
 * @param only which measures are taken
 * @param systems of which systems, where a measure compares them
 * @param planted whether Meerkat runs with a fault of its own, to see that the checker finds it
 */
record CostPlan(boolean brief, Pattern only, List<CachingSystem> systems, boolean planted) {

    static final String USAGE = """
            benchmarks/costs [--short] [--only PATTERN] [--systems PATTERN] [--plant]

              --short             few processes for a short time, as a check that everything can be measured: under a minute
              --only PATTERN      measures whose name has a match of this regular expression: invalidation-delay,
                                  log-record, stampede, entry-memory, stale-reads
              --systems PATTERN   stampede and stale-reads of systems whose name has a match; all unless told, with
                                  --short Meerkat's
              --plant             Meerkat runs without its rule of validity: the checker of stale-reads must notice, and
                                  the run ends with 0 only if it does

            The tables go to the screen and to benchmarks/target/results/costs.md, the figures to costs.json beside it.
            Measures with servers of its own, or with those that MONGODB_URI and REDIS_URL name.""";

    /** What shares a cache between processes, or has none. */
    private static final List<CachingSystem> COMPARED = Arrays.stream(CachingSystem.values())
            .filter(system -> system != CachingSystem.MEERKAT_NEAR)
            .toList();

    /**
     * From the command line.
     *
     * @throws IllegalArgumentException where it can't be understood
     */
    static CostPlan of(String... arguments) {
        boolean brief = false;
        boolean planted = false;
        Pattern only = Pattern.compile("");
        List<CachingSystem> systems = List.of();
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--short" -> brief = true;
                case "--plant" -> planted = true;
                case "--only" -> only = pattern(arguments, ++i);
                case "--systems" -> systems = systems(pattern(arguments, ++i));
                default -> throw new IllegalArgumentException("unknown option: " + arguments[i]);
            }
        }
        if (systems.isEmpty()) {
            systems = brief ? List.of(CachingSystem.MEERKAT) : COMPARED;
        }
        return new CostPlan(brief, planted ? Pattern.compile(StaleReads.NAME) : only, systems, planted);
    }

    private static List<CachingSystem> systems(Pattern pattern) {
        List<CachingSystem> systems = COMPARED.stream()
                .filter(system -> pattern.matcher(system.label()).find())
                .toList();
        if (systems.isEmpty()) {
            throw new IllegalArgumentException("No system's name has a match of " + pattern + ": there are "
                    + COMPARED.stream().map(CachingSystem::label).toList());
        }
        return systems;
    }

    private static Pattern pattern(String[] arguments, int index) {
        String option = arguments[index - 1];
        if (index == arguments.length) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        try {
            return Pattern.compile(arguments[index]);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(option + " needs a regular expression: " + e.getMessage(), e);
        }
    }

    /** The first of the two where all is measured, the second in short. */
    int either(int full, int shortly) {
        return brief ? shortly : full;
    }

    /** The first of the two where all is measured, the second in short. */
    <T> List<T> either(List<T> full, List<T> shortly) {
        return brief ? shortly : full;
    }
}
