package dev.meerkat.benchmarks.cost;

import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * How a run goes.
 *
 * @param brief whether it is only seen that everything can be measured
 * @param only which measures are taken
 * @param planted whether Meerkat runs with a fault of its own, to see that the checker finds it
 */
record CostPlan(boolean brief, Pattern only, boolean planted) {

    static final String USAGE = """
            benchmarks/costs [--short] [--only PATTERN] [--plant]

              --short         few processes for a short time, as a check that everything can be measured: under a minute
              --only PATTERN  measures whose name has a match of this regular expression: invalidation-delay,
                              log-record, stampede, entry-memory, stale-reads
              --plant         Meerkat runs without its rule of validity: the checker of stale-reads must notice, and the
                              run ends with 0 only if it does

            The tables go to the screen and to benchmarks/target/results/costs.md, the figures to costs.json beside it.
            Measures with servers of its own, or with those that MONGODB_URI and REDIS_URL name.""";

    /**
     * From the command line.
     *
     * @throws IllegalArgumentException where it can't be understood
     */
    static CostPlan of(String... arguments) {
        boolean brief = false;
        boolean planted = false;
        Pattern only = Pattern.compile("");
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--short" -> brief = true;
                case "--plant" -> planted = true;
                case "--only" -> only = pattern(List.of(arguments), ++i);
                default -> throw new IllegalArgumentException("unknown option: " + arguments[i]);
            }
        }
        return new CostPlan(brief, planted ? Pattern.compile(StaleReads.NAME) : only, planted);
    }

    private static Pattern pattern(List<String> arguments, int index) {
        if (index == arguments.size()) {
            throw new IllegalArgumentException("--only needs a value");
        }
        try {
            return Pattern.compile(arguments.get(index));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("--only needs a regular expression: " + e.getMessage(), e);
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
