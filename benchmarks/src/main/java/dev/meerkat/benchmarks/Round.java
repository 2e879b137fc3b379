package dev.meerkat.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * All benchmarks once, each in a JVM of its own, a benchmark of Meerkat and its raw counterpart one after the other, so that
 * what else the machine does meanwhile is likely to concern both.
 */
final class Round {

    private static final TimeValue QUARTER = TimeValue.milliseconds(250);

    private final Plan plan;
    private final int number;
    private final Addresses addresses;
    private final Path folder;

    Round(Plan plan, int number, Addresses addresses, Path folder) {
        this.plan = plan;
        this.number = number;
        this.addresses = addresses;
        this.folder = folder;
    }

    /**
     * Runs it.
     *
     * @return the file with the results
     * @throws RunnerException where a benchmark failed
     */
    Path run() throws IOException, RunnerException {
        List<String> names = Comparison.all().stream()
                .flatMap(this::inTurn)
                .filter(name -> plan.only().matcher(name).find())
                .distinct()
                .toList();
        if (names.isEmpty()) {
            throw new RunnerException("No benchmark's name has a match of " + plan.only());
        }
        Collection<RunResult> results = new ArrayList<>();
        for (String name : names) {
            System.out.printf(
                    "[round %d of %d, %2d of %d] %-32s ",
                    number, plan.rounds(), results.size() + 1, names.size(), name);
            System.out.flush();
            RunResult result = run(name);
            System.out.println(
                    Table.time(result.getPrimaryResult().getStatistics().getPercentile(50)));
            results.add(result);
        }
        Path json = folder.resolve("round-" + number + ".json");
        try (PrintStream out = new PrintStream(json.toFile(), StandardCharsets.UTF_8)) {
            ResultFormatFactory.getInstance(ResultFormatType.JSON, out).writeOut(results);
        }
        return json;
    }

    /** In every second round the raw one goes first: what is slowly getting better or worse favours neither. */
    private Stream<String> inTurn(Comparison comparison) {
        return number % 2 == 0
                ? Stream.of(comparison.raw(), comparison.measured())
                : Stream.of(comparison.measured(), comparison.raw());
    }

    private RunResult run(String name) throws RunnerException {
        Path log = folder.resolve("round-" + number + "-" + name + ".log");
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("[.]" + name.replace(".", "[.$]") + "$")
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .forks(1)
                .warmupIterations(plan.warmups(Comparison.isRemote(name)))
                .warmupTime(QUARTER)
                .measurementIterations(plan.iterations())
                .measurementTime(QUARTER)
                .shouldFailOnError(true)
                .jvmArgsAppend(jvmArguments())
                .addProfiler(CpuTime.class)
                .output(log.toString());
        if (plan.allocation()) {
            options.addProfiler(GCProfiler.class);
        }
        try {
            Collection<RunResult> results = new Runner(options.build()).run();
            if (results.size() != 1) {
                throw new RunnerException(results.size() + " benchmarks are named " + name);
            }
            return results.iterator().next();
        } catch (RunnerException e) {
            System.out.println("failed");
            throw new RunnerException(name + " failed; " + log + " tells why", e);
        }
    }

    private String[] jvmArguments() {
        List<String> arguments = new ArrayList<>(addresses.jvmArguments());
        arguments.add("--enable-native-access=ALL-UNNAMED");
        return arguments.toArray(String[]::new);
    }
}
