package dev.meerkat.proxy;

import java.time.Duration;

/**
 * What a caller said about caching. Immutable. It has no part in a read's key.
 *
 * @param noCache whether reads go straight to MongoDB
 * @param ttl how long a result is kept at most
 */
record ReadPolicy(boolean noCache, Duration ttl) {

    ReadPolicy uncached() {
        return new ReadPolicy(true, ttl);
    }

    ReadPolicy keptFor(Duration newTtl) {
        return new ReadPolicy(noCache, requireMillis(newTtl, "ttl"));
    }

    static Duration requireMillis(Duration duration, String name) {
        if (duration.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException(name + " is " + duration + "; it must be at least a millisecond");
        }
        return duration;
    }
}
