package dev.meerkat.faults.app;

import dev.meerkat.MeerkatBuilder;
import dev.meerkat.OpenedBuilder;
import dev.meerkat.cache.Guard;
import dev.meerkat.cache.WithoutGuard;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Faults in Meerkat itself, to see whether the audit notices them. */
public final class Plant {

    /** Writes go past Meerkat but count as its own: the process that wrote doesn't see them at once. */
    static final String WRITES_NOT_RAISED = "no-raised-writes";

    private Plant() {}

    /** Their names: {@code no-rule}, {@code no-gate} and so on. */
    public static List<String> names() {
        return Stream.concat(Arrays.stream(Guard.values()).map(Plant::name), Stream.of(WRITES_NOT_RAISED))
                .sorted()
                .toList();
    }

    static MeerkatBuilder in(MeerkatBuilder builder, @Nullable String plant) {
        return Arrays.stream(Guard.values())
                .filter(guard -> name(guard).equals(plant))
                .findFirst()
                .map(guard -> OpenedBuilder.guards(builder, WithoutGuard.of(guard)))
                .orElse(builder);
    }

    private static String name(Guard guard) {
        return "no-" + guard.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
