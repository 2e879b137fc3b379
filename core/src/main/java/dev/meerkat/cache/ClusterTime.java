package dev.meerkat.cache;

import org.bson.BsonTimestamp;

/**
 * MongoDB's cluster time as the version of everything: a {@link BsonTimestamp}'s 64 bits, compared as an unsigned
 * number. It means something within one cluster only, and is never compared with a wall clock. Kept as a plain
 * {@code long}, because it is compared on every hit.
 */
public final class ClusterTime {

    /** Before everything: no event has this time. */
    public static final long NONE = 0;

    private ClusterTime() {}

    /** The time of a timestamp that a server sent. */
    public static long of(BsonTimestamp timestamp) {
        return timestamp.getValue();
    }

    /** The timestamp to send to a server. */
    public static BsonTimestamp toTimestamp(long time) {
        return new BsonTimestamp(time);
    }

    /** Whether {@code a} is strictly later than {@code b}. */
    public static boolean isAfter(long a, long b) {
        return Long.compareUnsigned(a, b) > 0;
    }

    /** The later of the two. */
    public static long max(long a, long b) {
        return isAfter(a, b) ? a : b;
    }

    /** The whole seconds since 1970 in it, by the server's clock. */
    public static long seconds(long time) {
        return time >>> 32;
    }

    /** For people: {@code seconds.increment}. */
    public static String toString(long time) {
        return seconds(time) + "." + (time & 0xffff_ffffL);
    }
}
