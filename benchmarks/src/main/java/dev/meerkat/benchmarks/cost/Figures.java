package dev.meerkat.benchmarks.cost;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one measure has found: rows of values under the same columns. For one thread until it is read.
 *
 * <p>A value that there isn't, is NaN.
 */
final class Figures {

    private final String name;
    private final String title;
    private final List<Column> columns;
    private final Map<String, double[]> rows = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    /**
     * What is in a column.
     *
     * @param name for people and for whoever draws it
     * @param unit of the values, such as {@code ms}
     */
    record Column(String name, String unit) {}

    Figures(String name, String title, Column... columns) {
        this.name = name;
        this.title = title;
        this.columns = List.of(columns);
    }

    /** Adds a row, a value for each column. */
    void row(String label, Number... values) {
        if (values.length != columns.size()) {
            throw new IllegalArgumentException(values.length + " values for " + columns.size() + " columns: " + label);
        }
        rows.put(label, Arrays.stream(values).mapToDouble(Number::doubleValue).toArray());
    }

    /** Adds what a reader of the table must know. */
    void note(String note) {
        notes.add(note);
    }

    String name() {
        return name;
    }

    String title() {
        return title;
    }

    List<Column> columns() {
        return columns;
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    List<String> labels() {
        return List.copyOf(rows.keySet());
    }

    /** The value in this row and column. */
    double value(String label, String column) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(column)) {
                return row(label)[i];
            }
        }
        throw new IllegalArgumentException("no column " + column + " in " + columns);
    }

    private double[] row(String label) {
        double[] values = rows.get(label);
        if (values == null) {
            throw new IllegalArgumentException("no row " + label + " in " + rows.keySet());
        }
        return values;
    }

    /** As a JSON object: name, title, the first column's unit, units by column, and an object for each row. */
    Map<String, Object> toJson() {
        Map<String, Object> units = new LinkedHashMap<>();
        columns.forEach(column -> units.put(column.name(), column.unit()));
        List<Map<String, Object>> values = new ArrayList<>();
        rows.forEach((label, row) -> {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("row", label);
            for (int i = 0; i < row.length; i++) {
                object.put(columns.get(i).name(), Double.isNaN(row[i]) ? null : (Object) row[i]);
            }
            values.add(object);
        });
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", name);
        json.put("title", title);
        json.put("unit", columns.get(0).unit());
        json.put("units", units);
        json.put("values", values);
        json.put("notes", notes);
        return json;
    }
}
