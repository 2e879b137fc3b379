package dev.meerkat.examples.manual;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A page of the manual. */
record Page(String text) {

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    static Page named(String name) {
        try {
            return new Page(Files.readString(Path.of("..", "docs", "manual", name + ".md")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What stands as code in the first column of the table that is headed so, from the top. */
    List<String> firstColumn(String heading) {
        return column(heading, 1);
    }

    /** What stands as code in this column, counted from 1, of the table whose first column is headed so. */
    List<String> column(String heading, int column) {
        return text.lines()
                .dropWhile(line -> !line.matches("\\| `?" + Pattern.quote(heading) + "`? \\|.*"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.split("(?<!\\\\)\\|", -1)[column])
                .flatMap(cell -> CODE.matcher(cell).results().map(MatchResult::group))
                .map(code -> code.substring(1, code.length() - 1))
                .toList();
    }

    /** The first block of code in this language. */
    String block(String language) {
        return text.lines()
                .dropWhile(line -> !line.equals("```" + language))
                .skip(1)
                .takeWhile(line -> !line.equals("```"))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /** What is quoted, without the breaks of lines; an empty line ends a quote. */
    List<String> quotes() {
        String quoted = text.lines()
                .map(String::strip)
                .map(line -> line.startsWith("> ") ? line.substring(2) : line.isEmpty() ? "\n" : "\n\n")
                .collect(Collectors.joining(" "));
        return quoted.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }
}
