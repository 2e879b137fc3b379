package dev.meerkat.benchmarks;

import dev.meerkat.benchmarks.peers.MatrixRun;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * How a run goes.
 *
 * @param parts what runs
 * @param rounds how often all benchmarks of Meerkat's parts run, one after the other, each time in a JVM of its own
 * @param warmups how many quarters of a second each of these JVMs warms up where it asks no server
 * @param iterations how many quarters of a second it measures; their median counts, so that a few disturbed ones don't
 * @param allocation whether the bytes allocated by one operation are measured as well
 * @param only which benchmarks and cells of the matrix run
 * @param sampled whether a few cells of the matrix are enough
 * @param cell how long each of them runs
 */
record Plan(
        Set<Part> parts,
        int rounds,
        int warmups,
        int iterations,
        boolean allocation,
        Pattern only,
        boolean sampled,
        MatrixRun.Length cell) {

    /** What there is. */
    enum Part {
        /** Meerkat's parts, each beside what it stands for. */
        MICRO,
        /** Meerkat and its peers under the same loads. */
        MATRIX
    }

    static final String USAGE = """
            benchmarks/run [--short] [--micro | --matrix] [--rounds N] [--only PATTERN]

              --short         one short round and a few cells of the matrix, as a check that all benchmarks run: some two
                              minutes
              --micro         only Meerkat's parts, each beside what it stands for: twenty minutes
              --matrix        only the matrix of Meerkat and its peers: forty minutes
              --rounds N      how often Meerkat's parts are measured; 5 unless told, 1 with --short
              --only PATTERN  benchmarks and cells whose name has a match of this regular expression

            The table goes to the screen and to benchmarks/target/results/table.md, JMH's results beside it as JSON;
            benchmarks/charts makes charts of them. Measures with servers of its own, or with those that MONGODB_URI and
            REDIS_URL name.""";

    private static final Pattern ANY = Pattern.compile("");
    private static final Set<Part> ALL = Set.of(Part.values());
    private static final Plan FULL = new Plan(ALL, 5, 20, 20, true, ANY, false, new MatrixRun.Length(30, 3, 4));
    private static final Plan SHORT = new Plan(ALL, 1, 2, 2, false, ANY, true, new MatrixRun.Length(0, 1, 1));

    /**
     * From the command line.
     *
     * @throws IllegalArgumentException where it can't be understood
     */
    static Plan of(String... arguments) {
        Plan plan = List.of(arguments).contains("--short") ? SHORT : FULL;
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--short" -> {}
                case "--micro" -> plan = plan.withOnly(Part.MICRO);
                case "--matrix" -> plan = plan.withOnly(Part.MATRIX);
                case "--rounds" -> plan = plan.withRounds(value(arguments, ++i));
                case "--only" -> plan = plan.withOnly(value(arguments, ++i));
                default -> throw new IllegalArgumentException("unknown option: " + arguments[i]);
            }
        }
        return plan;
    }

    /**
     * How many quarters of a second a JVM warms up. One that asks a server in each operation does a thousandth as many of them;
     * after five seconds most of what it runs isn't compiled yet, neither Meerkat's nor the driver's, and of two the one with
     * more code of its own looks slower than it is.
     */
    int warmups(boolean remote) {
        return remote ? 3 * warmups : warmups;
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
        return new Plan(parts, Integer.parseInt(number), warmups, iterations, allocation, only, sampled, cell);
    }

    private Plan withOnly(Part part) {
        return new Plan(Set.of(part), rounds, warmups, iterations, allocation, only, sampled, cell);
    }

    private Plan withOnly(String pattern) {
        try {
            return new Plan(parts, rounds, warmups, iterations, allocation, Pattern.compile(pattern), sampled, cell);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("--only needs a regular expression: " + e.getMessage(), e);
        }
    }
}
