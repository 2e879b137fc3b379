package dev.meerkat.simulation;

import java.util.List;

/** A document's value is those of its two fields: of v, which queries look at, and of w, which none does. */
final class Fields {

    static final String V = "v";
    static final String W = "w";

    /** Of a part of v that an update takes away, or of an array in it that one cuts short: an event tells it apart. */
    static final String REMOVED = "v.removed";

    static final String TRUNCATED = "v.truncated";

    /** No document has such a field. */
    static final List<String> NONE_OF_THEM = List.of("nothing");

    private static final long LOW = 0xffff_ffffL;

    private Fields() {}

    /** Both fields have this value. */
    static long both(long counter) {
        return counter << 32 | counter;
    }

    static long v(long value) {
        return value >>> 32;
    }

    static long w(long value) {
        return value & LOW;
    }

    /** The value where v becomes as in another. */
    static long withV(long value, long other) {
        return (value & LOW) | (other & ~LOW);
    }

    /** The value where w becomes as in another. */
    static long withW(long value, long other) {
        return (other & LOW) | (value & ~LOW);
    }
}
