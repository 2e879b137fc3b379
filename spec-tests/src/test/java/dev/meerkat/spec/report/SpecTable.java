package dev.meerkat.spec.report;

import dev.meerkat.spec.run.CaseRuns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The table of what came of all cases, as it stands in the documentation. */
public final class SpecTable {

    private static final String HEAD = """
            | folder | cases | admitted | passed plain | passed cold | passed hot | second reads from the cache | past it, by reason | skipped, by reason |
            |---|---|---|---|---|---|---|---|---|
            """;
    private static final String BEGIN = "<!-- spec-tests: table -->\n";
    private static final String END = "<!-- /spec-tests -->";

    private final List<Results> rows;
    private final Results total;

    /** Counts; waits for the runs. */
    public SpecTable(List<CaseRuns> all) {
        Map<String, List<CaseRuns>> folders = new TreeMap<>();
        all.forEach(runs -> folders.computeIfAbsent(runs.specCase().file().folder(), folder -> new ArrayList<>())
                .add(runs));
        rows = folders.entrySet().stream()
                .map(folder -> Results.of(folder.getKey(), folder.getValue()))
                .toList();
        total = Results.of("all", all);
    }

    /** All folders together. */
    public Results total() {
        return total;
    }

    /** Writes it to a file. */
    public void write(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, this.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The page with this table between its marks. */
    public String in(String page) {
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException("The page has no " + BEGIN.strip() + " and " + END);
        }
        return page.substring(0, begin + BEGIN.length()) + this + page.substring(end);
    }

    @Override
    public String toString() {
        StringBuilder table = new StringBuilder(HEAD);
        rows.forEach(row -> table.append(row.row()).append('\n'));
        return table.append(total.row()).append('\n').toString();
    }
}
