package dev.meerkat.benchmarks;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * How a run goes.
 *
 * @param rounds how often all benchmarks run, one after the other, each time in a JVM of its own
 * @param warmups how many quarters of a second each of these JVMs warms up
 * @param iterations how many quarters of a second it measures; their median counts, so that a few disturbed ones don't
 * @param allocation whether the bytes allocated by one operation are measured as well
 * @param only which benchmarks run
 */
record Plan(int rounds, int warmups, int iterations, boolean allocation, Pattern only) {

    static final String USAGE = """
            benchmarks/run [--short] [--rounds N] [--only PATTERN]

              --short         one short round, as a check that all benchmarks run: two to three minutes
              --rounds N      how often everything is measured; 5 unless told, 1 with --short
              --only PATTERN  benchmarks whose name has a match of this regular expression

            The table goes to the screen and to benchmarks/target/results/table.md, JMH's results beside it as JSON.
            Measures with servers of its own, or with those that MONGODB_URI and REDIS_URL name.""";

    private static final Plan FULL = new Plan(5, 20, 20, true, Pattern.compile(""));
    private static final Plan SHORT = new Plan(1, 4, 4, false, Pattern.compile(""));

    /**
     * From the command line.
     *
     * @throws IllegalArgumentException where it can't be understood
     */
    static Plan of(String... arguments) {
        Plan plan = java.util.List.of(arguments).contains("--short") ? SHORT : FULL;
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--short" -> {}
                case "--rounds" -> plan = plan.withRounds(value(arguments, ++i));
                case "--only" -> plan = plan.withOnly(value(arguments, ++i));
                default -> throw new IllegalArgumentException("unknown option: " + arguments[i]);
            }
        }
        return plan;
    }

    private static String value(String[] arguments, int index) {
        if (index == arguments.length) {
            throw new IllegalArgumentException(arguments[index - 1] + " needs a value");
        }
        return arguments[index];
    }

    private Plan withRounds(String number) {
        if (!number.matches("[1-9][0-9]{0,2}")) {
            throw new IllegalArgumentException("--rounds needs a number from 1 to 999, not " + number);
        }
        return new Plan(Integer.parseInt(number), warmups, iterations, allocation, only);
    }

    private Plan withOnly(String pattern) {
        try {
            return new Plan(rounds, warmups, iterations, allocation, Pattern.compile(pattern));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("--only needs a regular expression: " + e.getMessage(), e);
        }
    }
}
