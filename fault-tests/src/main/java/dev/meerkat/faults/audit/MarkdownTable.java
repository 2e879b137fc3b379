package dev.meerkat.faults.audit;

import java.util.ArrayList;
import java.util.List;

/** The table for a page. */
final class MarkdownTable {

    private static final List<String> HEAD = List.of(
            "fault",
            "times",
            "results",
            "near",
            "shared",
            "missed",
            "bypassed",
            "writes",
            "oldest",
            "stale past δ",
            "own writes missed",
            "older than the session",
            "never written",
            "failed",
            "recovered: median, longest");

    private final FaultTable table;

    MarkdownTable(FaultTable table) {
        this.table = table;
    }

    String text() {
        List<String> lines = new ArrayList<>();
        lines.add(line(HEAD));
        lines.add("|---|" + "---:|".repeat(HEAD.size() - 1));
        table.rows().forEach(row -> lines.add(line(Legend.cells(row))));
        table.skipped().forEach((fault, reason) -> {
            List<String> cells = new ArrayList<>(List.of(fault, "skipped: " + reason));
            while (cells.size() < HEAD.size()) {
                cells.add("");
            }
            lines.add(line(cells));
        });
        lines.add(line(Legend.cells(table.total())));
        lines.add("");
        lines.add(Legend.audited(table) + " " + Legend.verdict(table));
        return String.join("\n", lines) + "\n";
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |";
    }
}
