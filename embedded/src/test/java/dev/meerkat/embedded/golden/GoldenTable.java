package dev.meerkat.embedded.golden;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A replay's outcome as Markdown: made by the test, shown by the manual. */
final class GoldenTable {

    static final Path PAGE = Path.of("..", "docs", "manual", "embedded.md");
    static final String BEGIN = "<!-- golden table: made by GoldenReplayTest -->";
    static final String END = "<!-- end of golden table -->";

    private static final Path DETAILS = Path.of("target", "golden.txt");
    private static final Path OUTPUT = Path.of("target", "golden.md");

    private GoldenTable() {}

    static String markdown(List<SectionResult> results, KnownDifferences known) {
        StringBuilder text = new StringBuilder("| section | steps | equal | different |\n|---|--:|--:|--:|\n");
        for (SectionResult result : results) {
            text.append("| ").append(result.section());
            cells(text, result.steps(), result.equal(), result.different());
        }
        text.append("| **all**");
        cells(
                text,
                results.stream().mapToInt(SectionResult::steps).sum(),
                results.stream().mapToInt(SectionResult::equal).sum(),
                results.stream().mapToInt(SectionResult::different).sum());
        if (!known.known().isEmpty()) {
            text.append("\n| section | step | where | why it doesn't matter |\n|---|--:|---|---|\n");
        }
        known.known()
                .forEach(one ->
                        text.append("| " + one.section() + " | " + one.step().replace("*", "all") + " | `"
                                + (one.pointer().isEmpty() ? "/" : one.pointer()).replace("*", "all") + "` | "
                                + one.reason() + " |\n"));
        return text.toString();
    }

    private static void cells(StringBuilder text, int steps, int equal, int different) {
        text.append(" | " + steps + " | " + equal + " | " + different + " |\n");
    }

    /** Writes what was found in each section, with every difference, beside the module's other output. */
    static void writeDetails(List<SectionResult> results) {
        write(
                DETAILS,
                String.join("\n", results.stream().map(SectionResult::toString).toList()) + "\n");
    }

    /** Writes it beside the module's other output. */
    static void write(String table) {
        write(OUTPUT, table);
    }

    /** The table that the manual shows; empty if there is none. */
    static String shown() {
        String page = read();
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        return begin < 0 || end < begin
                ? ""
                : page.substring(begin + BEGIN.length(), end).strip() + "\n";
    }

    /** Puts it into the manual's page between its two markers. */
    static void show(String table) {
        String page = read();
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalStateException(PAGE + " must have the lines " + BEGIN + " and " + END);
        }
        write(PAGE, page.substring(0, begin + BEGIN.length()) + "\n\n" + table + "\n" + page.substring(end));
    }

    private static String read() {
        try {
            return Files.readString(PAGE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
