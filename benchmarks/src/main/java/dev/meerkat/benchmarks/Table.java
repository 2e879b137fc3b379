package dev.meerkat.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The figures of all rounds as tables in Markdown. Every figure is the rounds' median; a ratio is taken within each round,
 * where both sides ran one after the other, and comes with the least and the greatest of all rounds. CPU is what the calling
 * thread used.
 */
final class Table {

    private static final int COLUMNS = 13;

    private Table() {}

    /** Both tables, line by line; one without rows is left out. */
    static List<String> all(List<Scores> rounds) {
        List<String> all = new ArrayList<>();
        for (List<String> table : List.of(of(rounds), ofStreams(rounds))) {
            if (table.size() > 2) {
                if (!all.isEmpty()) {
                    all.add("");
                }
                all.addAll(table);
            }
        }
        return all;
    }

    /** Meerkat's table, line by line. */
    static List<String> of(List<Scores> rounds) {
        return of(rounds, Comparison.MEERKAT, "Meerkat", "raw");
    }

    /** The table of the server's change streams, line by line. */
    static List<String> ofStreams(List<Scores> rounds) {
        return of(rounds, Comparison.STREAMS, "many streams", "one");
    }

    /** Rows of benchmarks that did not run are left out, and columns that are empty. */
    private static List<String> of(List<Scores> rounds, List<Comparison> comparisons, String measured, String raw) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(head(measured, raw));
        for (Comparison comparison : comparisons) {
            List<Scores> complete = rounds.stream()
                    .filter(round -> round.nanos(comparison.measured()).isPresent()
                            && round.nanos(comparison.raw()).isPresent())
                    .toList();
            if (!complete.isEmpty()) {
                rows.add(row(comparison, complete));
            }
        }
        return lines(withoutEmptyColumns(rows));
    }

    private static List<String> head(String measured, String raw) {
        return List.of(
                "",
                measured,
                raw,
                "",
                "ratio",
                "least–most",
                "aim",
                "",
                "CPU: " + measured,
                "CPU: " + raw,
                "CPU: ratio",
                measured + " allocates",
                raw + " allocates");
    }

    private static List<String> row(Comparison comparison, List<Scores> rounds) {
        double measured = median(rounds, round -> round.nanos(comparison.measured()));
        double raw = median(rounds, round -> round.nanos(comparison.raw()));
        double[] ratios = ratios(comparison, rounds, Scores::nanos);
        double[] cpuRatios = ratios(comparison, rounds, Scores::cpu);
        double ratio = Scores.median(ratios);
        double bytes = median(rounds, round -> round.bytes(comparison.measured()));
        return List.of(
                comparison.what(),
                time(measured),
                time(raw),
                "(" + words(comparison.raw()) + ")",
                times(ratio),
                ratios.length == 1 ? "" : times(ratios[0]) + "–" + times(ratios[ratios.length - 1]),
                comparison.aim().toString(),
                verdict(comparison.aim(), measured, ratio, bytes),
                time(median(rounds, round -> round.cpu(comparison.measured()))),
                time(median(rounds, round -> round.cpu(comparison.raw()))),
                cpuRatios.length == 0 ? "" : times(Scores.median(cpuRatios)),
                bytes(bytes),
                bytes(median(rounds, round -> round.bytes(comparison.raw()))));
    }

    private static String verdict(Comparison.Aim aim, double nanos, double ratio, double bytes) {
        if (aim instanceof Comparison.None) {
            return "";
        }
        return aim.isMet(nanos, ratio, bytes) ? "met" : "missed";
    }

    /** Of the rounds that have both figures, the least first. */
    private static double[] ratios(
            Comparison comparison, List<Scores> rounds, BiFunction<Scores, String, OptionalDouble> of) {
        return rounds.stream()
                .filter(round -> of.apply(round, comparison.measured()).isPresent()
                        && of.apply(round, comparison.raw()).isPresent())
                .mapToDouble(round -> of.apply(round, comparison.measured()).orElseThrow()
                        / of.apply(round, comparison.raw()).orElseThrow())
                .sorted()
                .toArray();
    }

    /** NaN where no round has the figure. */
    private static double median(List<Scores> rounds, Function<Scores, OptionalDouble> of) {
        double[] values = rounds.stream()
                .map(of)
                .flatMapToDouble(OptionalDouble::stream)
                .sorted()
                .toArray();
        return values.length == 0 ? Double.NaN : Scores.median(values);
    }

    /** {@code Miss.OfBothTiers.driverFind} → driver find. */
    private static String words(String benchmark) {
        return benchmark
                .substring(benchmark.lastIndexOf('.') + 1)
                .replaceAll("([A-Z])", " $1")
                .toLowerCase(Locale.ROOT);
    }

    static String time(double nanos) {
        if (Double.isNaN(nanos)) {
            return "";
        }
        return nanos < 1000 ? number(nanos) + " ns" : number(nanos / 1000) + " µs";
    }

    private static String times(double ratio) {
        return ratio < 0.01 ? String.format(Locale.ROOT, "%.4f", ratio) : String.format(Locale.ROOT, "%.2f", ratio);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.1f" : "%.0f", value);
    }

    private static String bytes(double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.0f B", value);
    }

    private static List<List<String>> withoutEmptyColumns(List<List<String>> rows) {
        List<List<String>> kept = new ArrayList<>();
        rows.forEach(row -> kept.add(new ArrayList<>()));
        for (int column = 0; column < COLUMNS; column++) {
            int index = column;
            if (rows.stream().skip(1).anyMatch(row -> !row.get(index).isEmpty())) {
                for (int row = 0; row < rows.size(); row++) {
                    kept.get(row).add(rows.get(row).get(index));
                }
            }
        }
        return kept;
    }

    private static List<String> lines(List<List<String>> rows) {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        rows.forEach(row -> {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], Math.max(3, row.get(i).length()));
            }
        });
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            lines.add(line(row, widths, " "));
        }
        lines.add(1, line(Collections.nCopies(columns, ""), widths, "-"));
        return lines;
    }

    private static String line(List<String> row, int[] widths, String fill) {
        StringBuilder line = new StringBuilder("|");
        for (int i = 0; i < widths.length; i++) {
            line.append(fill)
                    .append(row.get(i))
                    .append(fill.repeat(widths[i] - row.get(i).length()))
                    .append(fill)
                    .append('|');
        }
        return line.toString();
    }
}
