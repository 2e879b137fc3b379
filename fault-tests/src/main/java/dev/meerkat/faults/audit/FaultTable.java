package dev.meerkat.faults.audit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an audit found, fault by fault. Immutable. */
public final class FaultTable {

    private final Duration bound;
    private final List<FaultRow> rows;
    private final FaultRow total;
    private final Map<String, String> skipped;
    private final List<String> violations;

    private FaultTable(Duration bound, List<FaultRow> rows, Map<String, String> skipped, List<String> violations) {
        this.bound = bound;
        this.rows = List.copyOf(rows);
        this.total = FaultRow.total(rows);
        this.skipped = new LinkedHashMap<>(skipped);
        this.violations = List.copyOf(violations);
    }

    static FaultTable of(Duration bound, Windows windows, Map<String, String> skipped, List<String> violations) {
        List<FaultRow> rows = new ArrayList<>();
        windows.tallies().forEach((fault, tally) -> rows.add(FaultRow.of(fault, windows.injections(), tally)));
        rows.sort(Comparator.comparing((FaultRow row) -> !row.fault().equals(Windows.CALM))
                .thenComparing(FaultRow::fault));
        return new FaultTable(bound, rows, skipped, violations);
    }

    /**
     * Whether anything was audited and nothing was wrong: no read past the bound, none without its process's own writes, none
     * that shows what was never written, no needless failure, and every injection recovered from.
     */
    public boolean isGood() {
        return total.isGood() && total.results() > 0;
    }

    /** How many results were audited. */
    public long reads() {
        return total.results();
    }

    /** The share of audited results that came from there, 0 to 1. */
    public double share(Source source) {
        return total.share(source);
    }

    /** How often the fault was injected. */
    public int injections(String fault) {
        return rows.stream()
                .filter(row -> row.fault().equals(fault))
                .mapToInt(FaultRow::injected)
                .sum();
    }

    /** What was wrong, with all facts, in lines; the first hundred. */
    public List<String> violations() {
        return violations;
    }

    /** The lines for a terminal of 120 columns, the verdict last. */
    public List<String> text() {
        return new TextTable(this).lines();
    }

    /** The table for a page, and the verdict. */
    public String markdown() {
        return new MarkdownTable(this).text();
    }

    /** All figures, as a JSON object; times in seconds, null where there is none. */
    public String json() {
        return new JsonTable(this).text();
    }

    Duration bound() {
        return bound;
    }

    /** The first is the calm between the faults, the others are in the order of their names. */
    List<FaultRow> rows() {
        return rows;
    }

    FaultRow total() {
        return total;
    }

    /** What happened while no fault was on. */
    Tally calm() {
        return rows.get(0).tally();
    }

    Map<String, String> skipped() {
        return skipped;
    }
}
