package dev.meerkat.documentation;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A block of Java in a page, and the tagged region of a test that it must equal, as named by a comment on the line before:
 * {@code <!-- snippet: ClassName#tag -->}.
 *
 * @param line where the block begins, counted from 1
 * @param region class and tag; null where no comment names them
 * @param text the block's lines
 */
record Snippet(int line, @Nullable String region, String text) {

    private static final Pattern BLOCK = Pattern.compile(
            "(?:<!-- snippet: (?<region>\\w+#[\\w-]+) -->\\n+)?```java\\n(?<text>.*?)```", Pattern.DOTALL);

    /** All blocks of Java in a page of Markdown. */
    static Stream<Snippet> in(String page) {
        return BLOCK.matcher(page)
                .results()
                .map(found -> new Snippet(
                        lineOf(page, found), found.group(1), found.group(2).stripTrailing()));
    }

    private static int lineOf(String page, MatchResult found) {
        return 1 + (int) page.substring(0, found.start()).lines().count();
    }

    /** The region of the source between {@code // tag::name[]} and {@code // end::name[]}, without indentation; null if none. */
    static @Nullable String regionOf(String source, String tag) {
        String begin = "// tag::" + tag + "[]\n";
        int start = source.indexOf(begin);
        int end = source.indexOf("// end::" + tag + "[]");
        if (start < 0 || end < start) {
            return null;
        }
        return source.substring(start + begin.length(), end)
                .lines()
                .filter(line -> !line.strip().matches("// (tag::.*|end::.*)?"))
                .collect(Collectors.joining("\n"))
                .stripTrailing()
                .stripIndent();
    }
}
