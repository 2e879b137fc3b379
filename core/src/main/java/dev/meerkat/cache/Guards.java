package dev.meerkat.cache;

import java.util.EnumSet;
import java.util.Set;

/** Which {@link Guard}s stand: all of them, but in a test of the tests. Immutable. */
public final class Guards {

    private static final Guards ALL = new Guards(EnumSet.allOf(Guard.class));

    private final Set<Guard> standing;

    private Guards(Set<Guard> standing) {
        this.standing = standing;
    }

    /** {@return all guards} */
    public static Guards all() {
        return ALL;
    }

    /** All but one. Reachable from this package only, so that no configuration can ever switch one off. */
    static Guards without(Guard guard) {
        return new Guards(EnumSet.complementOf(EnumSet.of(guard)));
    }

    /**
     * {@return whether this guard stands}
     *
     * @param guard which one
     */
    public boolean has(Guard guard) {
        return standing.contains(guard);
    }
}
