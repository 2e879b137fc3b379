package dev.meerkat.faults.audit;

import java.util.ArrayList;
import java.util.List;

/** The table for a terminal of 120 columns. */
final class TextTable {

    private static final int WIDTH = 120;
    private static final int NAME = 20;

    private static final List<String> HEAD = List.of(
            "fault",
            "times",
            "results",
            "near",
            "redis",
            "miss",
            "past",
            "writes",
            "oldest",
            "stale",
            "own",
            "causal",
            "never",
            "failed",
            "recovered");

    private final FaultTable table;
    private final List<List<String>> cells = new ArrayList<>();

    TextTable(FaultTable table) {
        this.table = table;
        cells.add(HEAD);
        table.rows().forEach(row -> cells.add(cells(row)));
        cells.add(cells(table.total()));
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>(columns());
        table.skipped().forEach((fault, reason) -> lines.add(fault + "  skipped: " + reason));
        lines.add("");
        lines.addAll(Legend.LINES);
        lines.add("");
        lines.add(Legend.audited(table));
        lines.add(Legend.verdict(table));
        return lines;
    }

    private static List<String> cells(FaultRow row) {
        List<String> cells = new ArrayList<>(Legend.cells(row));
        String fault = row.fault();
        cells.set(0, fault.length() > NAME ? fault.substring(0, NAME - 1) + "…" : fault);
        return cells;
    }

    /** Each column is as wide as it must be; two spaces between them where there is room, else one. */
    private List<String> columns() {
        int[] widths = new int[HEAD.size()];
        int needed = 0;
        for (int column = 0; column < widths.length; column++) {
            for (List<String> row : cells) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
            needed += widths[column];
        }
        String between = needed + 2 * (widths.length - 1) <= WIDTH ? "  " : " ";
        List<String> lines = new ArrayList<>();
        for (List<String> row : cells) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < widths.length; column++) {
                String padding = " ".repeat(widths[column] - row.get(column).length());
                line.append(column == 0 ? row.get(0) + padding : between + padding + row.get(column));
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }
}
