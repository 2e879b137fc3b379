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

    /**
     * {@return the time of a timestamp that a server sent}
     *
     * @param timestamp a server's
     */
    public static long of(BsonTimestamp timestamp) {
        return timestamp.getValue();
    }

    /**
     * {@return the timestamp to send to a server}
     *
     * @param time a cluster time
     */
    public static BsonTimestamp toTimestamp(long time) {
        return new BsonTimestamp(time);
    }

    /**
     * {@return whether {@code a} is strictly later than {@code b}}
     *
     * @param a a cluster time
     * @param b another
     */
    public static boolean isAfter(long a, long b) {
        return Long.compareUnsigned(a, b) > 0;
    }

    /**
     * {@return the later of the two}
     *
     * @param a a cluster time
     * @param b another
     */
    public static long max(long a, long b) {
        return isAfter(a, b) ? a : b;
    }

    /**
     * {@return the whole seconds since 1970 in it, by the server's clock}
     *
     * @param time a cluster time
     */
    public static long seconds(long time) {
        return time >>> 32;
    }

    /**
     * For people: {@code seconds.increment}.
     *
     * @param time a cluster time
     * @return {@code seconds.increment}
     */
    public static String toString(long time) {
        return seconds(time) + "." + (time & 0xffff_ffffL);
    }
}
