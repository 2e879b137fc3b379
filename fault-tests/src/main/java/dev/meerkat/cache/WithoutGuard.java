package dev.meerkat.cache;

import org.jspecify.annotations.NullMarked;

/** Takes a guard away, to see whether the audit notices. Not part of the library. */
@NullMarked
public final class WithoutGuard {

    private WithoutGuard() {}

    /** All guards but one. */
    public static Guards of(Guard guard) {
        return Guards.without(guard);
    }
}
