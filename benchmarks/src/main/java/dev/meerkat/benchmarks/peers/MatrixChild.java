package dev.meerkat.benchmarks.peers;

import dev.meerkat.faults.child.Lines;
import java.util.Collection;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** The JVM of one system: plays its cells by JMH, which doesn't fork, one after the other as they are asked for. */
final class MatrixChild implements Lines.Work {

    private MatrixChild() {}

    /** Runs until told to stop. */
    public static void main(String[] arguments) {
        Lines.work(settings -> new MatrixChild());
    }

    @Override
    public Document answer(String what, Document order) {
        if (!what.equals("play")) {
            throw new IllegalArgumentException("not an order: " + what);
        }
        Matrix.forgetTheLast();
        try {
            RunResult result = only(new Runner(options(Cell.of(order), order)).run());
            return new Document(
                            "score", result.getPrimaryResult().getStatistics().getPercentile(50))
                    .append(
                            "hits",
                            Objects.requireNonNull(result.getSecondaryResults().get(HitRatio.LABEL))
                                    .getScore());
        } catch (RunnerException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RunResult only(Collection<RunResult> results) {
        if (results.size() != 1) {
            throw new IllegalStateException(results.size() + " results of one cell");
        }
        return results.iterator().next();
    }

    private static Options options(Cell cell, Document order) {
        return new OptionsBuilder()
                .include("^" + Matrix.class.getName().replace(".", "[.]") + "[.]operation$")
                .param("system", cell.system().name())
                .param("workload", cell.workload().name())
                .param("readShare", Integer.toString(cell.readShare()))
                .param("delayed", Boolean.toString(cell.delayed()))
                .threads(cell.threads())
                .mode(Mode.Throughput)
                .timeUnit(TimeUnit.SECONDS)
                .forks(0)
                .warmupIterations(order.getInteger("warmups"))
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(order.getInteger("iterations"))
                .measurementTime(TimeValue.seconds(1))
                .shouldFailOnError(true)
                .addProfiler(GCProfiler.class)
                .addProfiler(HitRatio.class)
                .output(order.getString("log"))
                .resultFormat(ResultFormatType.JSON)
                .result(order.getString("json"))
                .build();
    }

    @Override
    public void close() {
        // each cell closes what it has opened
    }
}
