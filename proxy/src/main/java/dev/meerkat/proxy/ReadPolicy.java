package dev.meerkat.proxy;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What was said about caching at a handle, or at an iterable. Immutable. It has no part in a read's key.
 *
 * @param noCache whether reads go straight to MongoDB
 * @param ttl how long a result is kept at most; null where nothing is said
 */
record ReadPolicy(boolean noCache, @Nullable Duration ttl) {

    static final ReadPolicy NONE = new ReadPolicy(false, null);

    ReadPolicy uncached() {
        return new ReadPolicy(true, ttl);
    }

    ReadPolicy keptFor(Duration newTtl) {
        return new ReadPolicy(noCache, requireMillis(newTtl, "ttl"));
    }

    /** Together with what is said about the calls; the handle's own time is nearer to the read. */
    ReadPolicy over(CallOptions options) {
        return new ReadPolicy(noCache || options.noCache(), ttl == null ? options.ttl() : ttl);
    }

    static Duration requireMillis(Duration duration, String name) {
        if (duration.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException(name + " is " + duration + "; it must be at least a millisecond");
        }
        return duration;
    }
}
