package dev.meerkat.benchmarks.charts;

import java.util.List;

/** A page in Markdown, parts of which are made: what stands between {@code <!-- NAME -->} and {@code <!-- /NAME -->}. */
final class Page {

    private Page() {}

    /**
     * The page with other lines there.
     *
     * @throws IllegalArgumentException where it has no such place
     */
    static String with(String page, String name, List<String> lines) {
        String begin = "<!-- " + name + " -->\n";
        int from = page.indexOf(begin);
        int to = page.indexOf("<!-- /" + name + " -->");
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("The page has no place for " + name);
        }
        return page.substring(0, from + begin.length()) + String.join("\n", lines) + "\n" + page.substring(to);
    }
}
