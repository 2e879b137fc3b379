package dev.meerkat.benchmarks.charts;

import dev.meerkat.benchmarks.peers.CachingSystem;
import dev.meerkat.benchmarks.peers.Cell;
import dev.meerkat.benchmarks.peers.HitRatio;
import dev.meerkat.benchmarks.peers.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** What the matrix measured, by cell. Immutable. */
record MatrixResults(Map<Cell, Measured> cells) {

    /**
     * Of one cell.
     *
     * @param perSecond operations, the median of the seconds measured
     * @param bytes allocated by one operation, by all threads of the JVM
     * @param hits the share of reads that did not go to MongoDB
     */
    record Measured(double perSecond, double bytes, double hits) {}

    /**
     * Reads a file that JMH wrote.
     *
     * @throws IOException where it can't be read, or holds something else
     */
    static MatrixResults read(Path json) throws IOException {
        Map<Cell, Measured> cells = new LinkedHashMap<>();
        for (JsonNode result : Json.tree(json)) {
            JsonNode score = result.path("primaryMetric");
            if (!score.path("scoreUnit").asString().equals("ops/s")) {
                throw new IOException(json + " has a result that isn't in operations per second");
            }
            JsonNode others = result.path("secondaryMetrics");
            cells.put(
                    cell(result),
                    new Measured(
                            median(score),
                            median(others.path("gc.alloc.rate.norm")),
                            median(others.path(HitRatio.LABEL))));
        }
        return new MatrixResults(cells);
    }

    private static Cell cell(JsonNode result) {
        JsonNode params = result.path("params");
        return new Cell(
                CachingSystem.valueOf(params.path("system").asString()),
                Workload.valueOf(params.path("workload").asString()),
                Integer.parseInt(params.path("readShare").asString()),
                result.path("threads").asInt(),
                Boolean.parseBoolean(params.path("delayed").asString()));
    }

    /** Of the iterations of the one fork. */
    private static double median(JsonNode metric) throws IOException {
        double[] values = StreamSupport.stream(metric.path("rawData").path(0).spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .sorted()
                .toArray();
        if (values.length == 0) {
            throw new IOException("A result of JMH has no iterations");
        }
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    Optional<Measured> of(Cell cell) {
        return Optional.ofNullable(cells.get(cell));
    }
}
