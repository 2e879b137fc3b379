package dev.meerkat.benchmarks.cost;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** The figures of a measure as a table in Markdown, its title above and its notes below it. */
final class CostTable {

    private CostTable() {}

    /** Line by line. */
    static List<String> of(Figures figures) {
        List<List<String>> cells = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of(""));
        figures.columns().forEach(column -> head.add(column.name() + unit(column.unit())));
        cells.add(head);
        for (String label : figures.labels()) {
            List<String> row = new ArrayList<>(List.of(label));
            figures.columns().forEach(column -> row.add(number(figures.value(label, column.name()))));
            cells.add(row);
        }
        List<String> lines = new ArrayList<>(List.of("### " + figures.title(), ""));
        lines.addAll(lines(cells));
        for (String note : figures.notes()) {
            lines.add("");
            lines.add(note);
        }
        return lines;
    }

    private static String unit(String unit) {
        return unit.isEmpty() ? "" : ", " + unit;
    }

    /** Three digits that count, all of a whole number; nothing where there is no value. */
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "–";
        }
        double size = Math.abs(value);
        String format =
                size == Math.rint(size) || size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f";
        return String.format(Locale.ROOT, format, value);
    }

    private static List<String> lines(List<List<String>> cells) {
        int[] widths = new int[cells.get(0).size()];
        cells.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], Math.max(3, row.get(i).length()));
            }
        });
        List<String> lines = new ArrayList<>();
        cells.forEach(row -> lines.add(line(row, widths, " ")));
        lines.add(1, line(Collections.nCopies(widths.length, ""), widths, "-"));
        return lines;
    }

    private static String line(List<String> row, int[] widths, String fill) {
        StringBuilder line = new StringBuilder("|");
        for (int i = 0; i < widths.length; i++) {
            String padding = fill.repeat(widths[i] - row.get(i).length());
            boolean number = i > 0;
            line.append(fill)
                    .append(number ? padding + row.get(i) : row.get(i) + padding)
                    .append(number && fill.equals("-") ? ":" : fill)
                    .append('|');
        }
        return line.toString();
    }
}
