package dev.meerkat.embedded.golden;

import java.util.List;

/**
 * What a replay of a section found.
 *
 * @param steps how many steps were compared
 */
record SectionResult(String section, int steps, List<Difference> differences) {

    int different() {
        return (int) differences.stream().map(Difference::step).distinct().count();
    }

    int equal() {
        return steps - different();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(
                section + ": " + steps + " steps, " + equal() + " equal, " + different() + " different");
        differences.forEach(difference -> text.append("\n  ").append(difference));
        return text.toString();
    }
}
