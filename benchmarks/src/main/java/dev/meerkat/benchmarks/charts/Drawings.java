package dev.meerkat.benchmarks.charts;

import dev.meerkat.benchmarks.charts.BarChart.Bar;
import dev.meerkat.benchmarks.charts.BarChart.Panel;
import dev.meerkat.benchmarks.peers.CachingSystem;
import dev.meerkat.benchmarks.peers.Cell;
import dev.meerkat.benchmarks.peers.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** The charts, each of what a run has measured; one whose figures are missing isn't drawn. */
final class Drawings {

    private static final String THROUGH = ", writers go through it";
    private static final String BEHIND = ", writers go behind its back";

    private final List<String> caption;

    Drawings(List<String> caption) {
        this.caption = caption;
    }

    /** Operations a second of each system, a panel for each workload. */
    Optional<BarChart> speed(MatrixResults results, int readShare, int threads, boolean delayed) {
        return chart(
                readShare + " reads to " + (100 - readShare) + " writes"
                        + (delayed ? ", answers a millisecond later" : ""),
                "operations a second by " + (threads == 1 ? "one thread" : threads + " threads")
                        + ", logarithmic; more is better",
                true,
                Stream.of(Workload.values())
                        .map(workload -> new Panel(
                                workload.label(),
                                bars(
                                        results,
                                        system -> new Cell(system, workload, readShare, threads, delayed),
                                        MatrixResults.Measured::perSecond,
                                        value -> String.format(Locale.ROOT, "%,.0f", value))))
                        .toList());
    }

    /** Bytes allocated by an operation of each system. */
    Optional<BarChart> allocation(MatrixResults results, int readShare) {
        return chart(
                "Memory allocated at " + readShare + " reads to " + (100 - readShare) + " writes",
                "bytes an operation, by all threads of the JVM, logarithmic; less is better",
                true,
                Stream.of(Workload.values())
                        .map(workload -> new Panel(
                                workload.label(),
                                bars(
                                        results,
                                        system -> new Cell(system, workload, readShare, 1, false),
                                        MatrixResults.Measured::bytes,
                                        value -> String.format(Locale.ROOT, "%,.0f B", value))))
                        .toList());
    }

    /** How old a stale read of each system was at the most, and how many there were. */
    Optional<BarChart> staleness(JsonNode costs) {
        Optional<JsonNode> measure = StreamSupport.stream(costs.path("measures").spliterator(), false)
                .filter(each -> each.path("name").asString().equals("stale-reads"))
                .findFirst();
        if (measure.isEmpty()) {
            return Optional.empty();
        }
        List<Panel> panels = Stream.of(BEHIND, THROUGH)
                .map(way -> new Panel(
                        way.equals(BEHIND)
                                ? "a plain driver writes behind the cache's back"
                                : "writers go through the system, which invalidates as its manual says",
                        StreamSupport.stream(measure.get().path("values").spliterator(), false)
                                .filter(row -> row.path("row").asString().endsWith(way))
                                .map(row -> staleBar(row, way))
                                .toList()))
                .toList();
        return chart(
                "How old is what a cache returns?",
                "seconds since a newer write was acknowledged, at the worst read; less is better",
                false,
                panels);
    }

    private static Bar staleBar(JsonNode row, String way) {
        String name = row.path("row").asString();
        String label = name.substring(0, name.length() - way.length());
        double oldest = row.path("oldest").asDouble(0);
        return new Bar(
                label,
                oldest,
                String.format(
                        Locale.ROOT,
                        "%.2f s; %.2f %% of reads stale",
                        oldest,
                        row.path("share").asDouble(0)),
                label.startsWith("Meerkat"));
    }

    private Optional<BarChart> chart(String title, String scale, boolean logarithmic, List<Panel> panels) {
        List<Panel> filled =
                panels.stream().filter(panel -> !panel.bars().isEmpty()).toList();
        return filled.isEmpty()
                ? Optional.empty()
                : Optional.of(new BarChart(title, scale, logarithmic, filled, caption));
    }

    private static List<Bar> bars(
            MatrixResults results,
            Function<CachingSystem, Cell> cell,
            ToDoubleFunction<MatrixResults.Measured> value,
            Function<Double, String> text) {
        List<Bar> bars = new ArrayList<>();
        for (CachingSystem system : CachingSystem.values()) {
            results.of(cell.apply(system)).ifPresent(measured -> {
                double length = value.applyAsDouble(measured);
                bars.add(new Bar(
                        system.label(),
                        length,
                        text.apply(length),
                        system.label().startsWith("Meerkat")));
            });
        }
        return bars;
    }
}
