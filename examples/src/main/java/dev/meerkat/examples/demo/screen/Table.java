package dev.meerkat.examples.demo.screen;

import java.util.ArrayList;
import java.util.List;

/** Text in columns: the first to the left, all others to the right, each as wide as it must be. For one thread. */
public final class Table {

    private static final String BETWEEN = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    /** Adds a row, of as many cells as the others. */
    public Table row(List<String> cells) {
        if (!rows.isEmpty() && rows.get(0).size() != cells.size()) {
            throw new IllegalArgumentException("a row of " + cells.size() + " cells among rows of "
                    + rows.get(0).size());
        }
        rows.add(List.copyOf(cells));
        return this;
    }

    /** The lines. */
    public List<String> lines() {
        return rows.stream().map(this::line).toList();
    }

    private String line(List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            int column = i;
            int width = rows.stream()
                    .mapToInt(row -> row.get(column).length())
                    .max()
                    .orElse(1);
            line.append(i == 0 ? "" : BETWEEN)
                    .append(String.format(i == 0 ? "%-" + width + "s" : "%" + width + "s", cells.get(i)));
        }
        return line.toString().stripTrailing();
    }
}
