package dev.meerkat.embedded.golden;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The differences that stay, each with the reason why it can't matter to a user of Meerkat. */
record KnownDifferences(List<Known> known) {

    private static final String ANY = "*";

    /**
     * One of them.
     *
     * @param step the step's number; {@code *} for all steps and places of a section that comes next
     */
    record Known(String section, String step, String pointer, String reason) {

        static Known of(String line) {
            String[] parts = line.split("\\s*\\|\\s*", 4);
            if (parts.length != 4 || parts[3].isBlank()) {
                throw new IllegalArgumentException("write 'section | step | pointer | reason', not: " + line);
            }
            return new Known(parts[0], parts[1], parts[2], parts[3]);
        }

        boolean covers(Difference difference) {
            return section.equals(difference.step().section())
                    && (step.equals(ANY)
                            || (step.equals(Integer.toString(difference.step().number()))
                                    && pointer.equals(difference.pointer())));
        }
    }

    static KnownDifferences load() {
        InputStream resource =
                Objects.requireNonNull(KnownDifferences.class.getResourceAsStream("known-differences.txt"));
        try (var reader = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            return of(reader.lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static KnownDifferences of(List<String> lines) {
        return new KnownDifferences(lines.stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(Known::of)
                .toList());
    }

    /** The known ones of a section. */
    List<Known> of(String section) {
        return known.stream().filter(one -> one.section.equals(section)).toList();
    }

    /** What a section's result has against the list: differences that aren't on it, and entries that have vanished. */
    List<String> complaints(SectionResult result) {
        List<String> complaints = new ArrayList<>();
        for (Difference difference : result.differences()) {
            if (known.stream().noneMatch(one -> one.covers(difference))) {
                complaints.add(difference.toString());
            }
        }
        for (Known one : of(result.section())) {
            if (result.differences().stream().noneMatch(one::covers)) {
                complaints.add("vanished, so take it off the list: " + one);
            }
        }
        return complaints;
    }
}
