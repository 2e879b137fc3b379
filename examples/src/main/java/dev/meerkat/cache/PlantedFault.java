package dev.meerkat.cache;

import org.jspecify.annotations.NullMarked;

/** A fault to see whether the demo's audit notices it. Not part of the library. */
@NullMarked
public final class PlantedFault {

    private PlantedFault() {}

    /** All guards but the validity rule: what was cached once is served until its time is over. */
    public static Guards withoutRule() {
        return Guards.without(Guard.RULE);
    }
}
