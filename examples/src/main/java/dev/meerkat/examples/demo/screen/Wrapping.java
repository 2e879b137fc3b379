package dev.meerkat.examples.demo.screen;

import java.util.ArrayList;
import java.util.List;

/** Breaks text into lines between words. */
final class Wrapping {

    private Wrapping() {}

    /**
     * The lines.
     *
     * @param width columns at most; only a word that is longer exceeds it
     * @param indent in front of every line but the first
     */
    static List<String> lines(String text, int width, String indent) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            boolean begun = line.length() > (lines.isEmpty() ? 0 : indent.length());
            if (begun && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line = new StringBuilder(indent).append(word);
            } else {
                line.append(begun ? " " : "").append(word);
            }
        }
        lines.add(line.toString());
        return lines;
    }
}
