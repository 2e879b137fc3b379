package dev.meerkat;

import dev.meerkat.cache.PlantedFault;
import org.jspecify.annotations.NullMarked;

/** Plants a fault in a Meerkat, to see whether the demo's audit notices it. Not part of the library. */
@NullMarked
public final class PlantedMeerkat {

    private PlantedMeerkat() {}

    /** Switches the validity rule off. */
    public static MeerkatBuilder withoutRule(MeerkatBuilder builder) {
        return builder.guards(PlantedFault.withoutRule());
    }
}
