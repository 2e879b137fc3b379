package dev.meerkat.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.StreamSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One round's figures, by benchmark: its name without the package. Immutable.
 *
 * @param nanos nanoseconds per operation, the median of the iterations
 * @param cpu nanoseconds of CPU time per operation, in the benchmark's own thread
 * @param bytes bytes allocated per operation, where that was measured
 */
record Scores(Map<String, Double> nanos, Map<String, Double> cpu, Map<String, Double> bytes) {

    private static final String PACKAGE = Scores.class.getPackageName() + ".";

    Scores {
        nanos = Map.copyOf(nanos);
        cpu = Map.copyOf(cpu);
        bytes = Map.copyOf(bytes);
    }

    /**
     * Reads a file that JMH wrote.
     *
     * @throws IOException where it can't be read, or holds something else
     */
    static Scores read(Path json) throws IOException {
        Map<String, Double> nanos = new HashMap<>();
        Map<String, Double> cpu = new HashMap<>();
        Map<String, Double> bytes = new HashMap<>();
        for (JsonNode result : tree(json)) {
            String name = name(result.path("benchmark").asString());
            JsonNode score = result.path("primaryMetric");
            if (!score.path("scoreUnit").asString().equals("ns/op")) {
                throw new IOException(json + " has no time per operation in nanoseconds for " + name);
            }
            nanos.put(name, median(score.path("rawData")));
            putSecondary(result, CpuTime.LABEL, name, cpu);
            putSecondary(result, "gc.alloc.rate.norm", name, bytes);
        }
        return new Scores(nanos, cpu, bytes);
    }

    private static JsonNode tree(Path json) throws IOException {
        try {
            return JsonMapper.builder().build().readTree(json.toFile());
        } catch (JacksonException e) {
            throw new IOException(json + " can't be read as JSON", e);
        }
    }

    private static void putSecondary(JsonNode result, String label, String name, Map<String, Double> into)
            throws IOException {
        JsonNode metric = result.path("secondaryMetrics").path(label);
        if (!metric.isMissingNode()) {
            into.put(name, median(metric.path("rawData")));
        }
    }

    /** Of all iterations of all forks. */
    private static double median(JsonNode forks) throws IOException {
        double[] iterations = StreamSupport.stream(forks.spliterator(), false)
                .flatMap(fork -> StreamSupport.stream(fork.spliterator(), false))
                .mapToDouble(JsonNode::asDouble)
                .sorted()
                .toArray();
        if (iterations.length == 0) {
            throw new IOException("A result of JMH has no iterations");
        }
        return median(iterations);
    }

    /** The middle one of the sorted values, or the mean of the two in the middle. */
    static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** A benchmark's name without the package. */
    static String name(String benchmark) {
        String name = benchmark.startsWith(PACKAGE) ? benchmark.substring(PACKAGE.length()) : benchmark;
        return name.replace('$', '.');
    }

    OptionalDouble nanos(String benchmark) {
        return value(nanos, benchmark);
    }

    OptionalDouble cpu(String benchmark) {
        return value(cpu, benchmark);
    }

    OptionalDouble bytes(String benchmark) {
        return value(bytes, benchmark);
    }

    private static OptionalDouble value(Map<String, Double> values, String benchmark) {
        Double value = values.get(benchmark);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
