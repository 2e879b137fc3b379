package dev.meerkat.benchmarks.peers;

import dev.meerkat.benchmarks.Addresses;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** The cells of the matrix, one after the other, each in a JVM of its own. */
public final class MatrixRun {

    /** The file of the results. */
    public static final String JSON = "matrix.json";

    private final List<Cell> cells;
    private final Length length;
    private final Addresses addresses;
    private final Path folder;

    /**
     * How long a cell is.
     *
     * @param warmups seconds to warm up
     * @param iterations seconds measured
     */
    public record Length(int warmups, int iterations) {}

    /**
     * Of the cells whose name has a match.
     *
     * @param sampled whether a few are enough
     * @param folder where results and logs go
     */
    public MatrixRun(boolean sampled, Pattern only, Length length, Addresses addresses, Path folder) {
        this.cells = (sampled ? Cell.sample() : Cell.all())
                .stream()
                        .filter(cell -> only.matcher(cell.name()).find())
                        .filter(cell -> !cell.delayed() || addresses.canBeDelayed())
                        .toList();
        this.length = length;
        this.addresses = addresses;
        this.folder = folder;
    }

    /**
     * Runs it. The results are written after each cell, so that a run that is broken off has left something.
     *
     * @throws RunnerException where a cell failed
     */
    public void run() throws IOException, RunnerException {
        List<RunResult> results = new ArrayList<>();
        for (Cell cell : cells) {
            System.out.printf("[matrix, %3d of %3d] %-40s ", results.size() + 1, cells.size(), cell.name());
            System.out.flush();
            RunResult result = run(cell);
            System.out.println(summary(result));
            results.add(result);
            try (PrintStream out = new PrintStream(folder.resolve(JSON).toFile(), StandardCharsets.UTF_8)) {
                ResultFormatFactory.getInstance(ResultFormatType.JSON, out).writeOut(results);
            }
        }
    }

    private static String summary(RunResult result) {
        return String.format(
                Locale.ROOT,
                "%,12.0f operations a second, %3.0f %% hits",
                result.getPrimaryResult().getStatistics().getPercentile(50),
                100 * result.getSecondaryResults().get(HitRatio.LABEL).getScore());
    }

    private RunResult run(Cell cell) throws RunnerException {
        Path log = folder.resolve(cell.name() + ".log");
        try {
            Collection<RunResult> results = new Runner(options(cell, log)).run();
            if (results.size() != 1) {
                throw new RunnerException(results.size() + " results of " + cell.name());
            }
            return results.iterator().next();
        } catch (RunnerException e) {
            System.out.println("failed");
            throw new RunnerException(cell.name() + " failed; " + log + " tells why", e);
        }
    }

    private Options options(Cell cell, Path log) {
        List<String> jvm = new ArrayList<>(addresses.jvmArguments());
        jvm.add("--enable-native-access=ALL-UNNAMED");
        jvm.add("-Xmx512m");
        return new OptionsBuilder()
                .include(Pattern.quote(Matrix.class.getName()) + "[.]operation$")
                .param("system", cell.system().name())
                .param("workload", cell.workload().name())
                .param("readShare", Integer.toString(cell.readShare()))
                .param("delayed", Boolean.toString(cell.delayed()))
                .threads(cell.threads())
                .mode(Mode.Throughput)
                .timeUnit(TimeUnit.SECONDS)
                .forks(1)
                .warmupIterations(length.warmups())
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(length.iterations())
                .measurementTime(TimeValue.seconds(1))
                .shouldFailOnError(true)
                .addProfiler(GCProfiler.class)
                .addProfiler(HitRatio.class)
                .jvmArgsAppend(jvm.toArray(String[]::new))
                .output(log.toString())
                .build();
    }
}
