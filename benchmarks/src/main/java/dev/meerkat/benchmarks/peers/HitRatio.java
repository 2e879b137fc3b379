package dev.meerkat.benchmarks.peers;

import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;

/**
 * The share of a cell's reads that did not go to MongoDB. Holds the contender to its word: a cache that never hits, and a
 * driver that does, fail the benchmark. Used by one thread.
 */
public final class HitRatio implements InternalProfiler {

    /** The figure's name in JMH's results. */
    public static final String LABEL = "hits";

    private Matrix.Reads before = Matrix.Reads.NONE;

    @Override
    public String getDescription() {
        return "share of reads that did not go to MongoDB";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        before = Matrix.reads();
    }

    @Override
    public List<ScalarResult> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        Matrix.Reads now = Matrix.reads();
        double ratio = ratio(now.system(), now.made() - before.made(), now.loads() - before.loads());
        return List.of(new ScalarResult(LABEL, ratio, "", AggregationPolicy.AVG));
    }

    static double ratio(CachingSystem system, long reads, long loads) {
        if (reads <= 0 || loads < 0) {
            throw new IllegalStateException(system + " read " + reads + " times and loaded " + loads + " times");
        }
        if (system == CachingSystem.NO_CACHE ? loads != reads : loads >= reads) {
            throw new IllegalStateException(
                    system + " is not what it says: " + reads + " reads loaded " + loads + " times");
        }
        return 1 - (double) loads / reads;
    }
}
