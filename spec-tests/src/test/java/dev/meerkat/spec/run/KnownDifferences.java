package dev.meerkat.spec.run;

import dev.meerkat.spec.format.SpecCase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Cases that fail because the embedded server differs from a real one, each with how: {@code folder/file: description |
 * difference} per line. A case that is named and passes is a fault.
 */
final class KnownDifferences {

    private final Map<String, String> differences;

    private KnownDifferences(Map<String, String> differences) {
        this.differences = differences;
    }

    /** Those of a lane's server; a real one has none. */
    static KnownDifferences of(Lane lane) {
        Map<String, String> differences = new HashMap<>();
        if (lane.isEmbedded()) {
            try (InputStream in =
                    Objects.requireNonNull(KnownDifferences.class.getResourceAsStream("/embedded-differences.txt"))) {
                new String(in.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .forEach(line -> {
                            int bar = line.lastIndexOf(" | ");
                            differences.put(
                                    line.substring(0, bar).strip(),
                                    line.substring(bar + 3).strip());
                        });
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new KnownDifferences(differences);
    }

    @Nullable
    String of(SpecCase specCase) {
        return differences.get(specCase.toString());
    }
}
