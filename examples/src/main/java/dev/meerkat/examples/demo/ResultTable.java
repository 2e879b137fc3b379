package dev.meerkat.examples.demo;

import dev.meerkat.cache.Outcome.Tier;
import dev.meerkat.examples.demo.measure.Figures;
import dev.meerkat.examples.demo.measure.Histogram;
import dev.meerkat.examples.demo.screen.Numbers;
import dev.meerkat.examples.demo.screen.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The results as a table on the screen. */
final class ResultTable {

    private static final List<String> TIERS =
            List.of(Tier.NEAR.name(), Tier.SHARED.name(), Tier.FILLED.name(), Tier.JOINED.name(), Figures.BYPASSED);

    private ResultTable() {}

    /** A row for each process and for all; then the times of a read by tier. */
    static List<String> lines(Results results) {
        Table table = new Table();
        table.row(List.of("Reads under load", "all", "near", "shared", "filled", "joined", "bypassed", "hits"));
        results.processes().forEach((name, figures) -> table.row(reads(name, figures)));
        table.row(reads("together", results.total()));
        table.row(times("p50", results.total(), 0.5));
        table.row(times("p99", results.total(), 0.99));
        return table.lines();
    }

    private static List<String> reads(String name, Figures figures) {
        long all = figures.reads();
        long hits = figures.reads(Tier.NEAR.name()) + figures.reads(Tier.SHARED.name());
        List<String> cells = new ArrayList<>(List.of(name, Numbers.count(all)));
        for (String tier : TIERS) {
            long reads = figures.reads(tier);
            cells.add(tier.equals(Figures.BYPASSED) ? Numbers.share(reads, all) : Numbers.count(reads));
        }
        cells.add(Numbers.share(hits, all));
        return cells;
    }

    private static List<String> times(String name, Figures figures, double share) {
        List<String> cells = new ArrayList<>(List.of(name, ""));
        for (String tier : TIERS) {
            Histogram latency = figures.latency(tier);
            cells.add(latency.count() == 0 ? "–" : Numbers.nanos(latency.percentile(share)));
        }
        cells.add("");
        return cells;
    }

    /** What the columns mean; why reads were bypassed. */
    static String legend(Figures total) {
        String reasons = total.bypasses().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .map(bypass -> Numbers.count(bypass.getValue()) + " " + bypass.getKey())
                .collect(Collectors.joining(", "));
        return "near: from the process's memory; shared: from Redis; filled: from MongoDB, for the cache (among them"
                + " the costly queries); joined: with another read's fill; bypassed: from MongoDB, past the cache"
                + (reasons.isEmpty() ? "" : " (" + reasons + ")");
    }

    /** The invalidation delay. */
    static String delays(Histogram delays, int writes) {
        if (delays.count() == 0) {
            return "Invalidation delay: not measured, since not every process saw every write";
        }
        Function<Double, String> percentile = share -> Numbers.nanos(delays.percentile(share) * 1_000);
        return "Invalidation delay: p50 " + percentile.apply(0.5) + ", p99 " + percentile.apply(0.99) + " (" + writes
                + " plain writes × " + delays.count() / writes
                + " processes, acknowledgement to first read of the new value, by this machine's clock)";
    }
}
