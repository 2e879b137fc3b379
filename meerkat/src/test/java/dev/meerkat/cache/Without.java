package dev.meerkat.cache;

import org.jspecify.annotations.NullMarked;

/** Reaches what only this package may: all guards but one. */
@NullMarked
public final class Without {

    private Without() {}

    /** All guards but this one. */
    public static Guards guard(Guard guard) {
        return Guards.without(guard);
    }
}
