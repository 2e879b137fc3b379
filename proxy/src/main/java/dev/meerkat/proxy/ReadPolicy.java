package dev.meerkat.proxy;

import dev.meerkat.cache.Explanation;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What was said about caching at a handle, or at an iterable. Immutable. It has no part in a read's key.
 *
 * @param noCache whether reads go straight to MongoDB
 * @param ttl how long a result is kept at most; null where nothing is said
 * @param witness is told, before a read, what will become of it; null mostly
 */
record ReadPolicy(
        boolean noCache, @Nullable Duration ttl, @Nullable Consumer<Explanation> witness) {

    static final ReadPolicy NONE = new ReadPolicy(false, null, null);

    ReadPolicy uncached() {
        return new ReadPolicy(true, ttl, witness);
    }

    ReadPolicy keptFor(Duration newTtl) {
        return new ReadPolicy(noCache, requireMillis(newTtl, "ttl"), witness);
    }

    /** Together with what is said about the calls; the handle's own time is nearer to the read. */
    ReadPolicy over(CallScopes.Said said) {
        CallOptions options = said.options();
        return new ReadPolicy(noCache || options.noCache(), ttl == null ? options.ttl() : ttl, said.witness());
    }

    static Duration requireMillis(Duration duration, String name) {
        if (duration.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException(name + " is " + duration + "; it must be at least a millisecond");
        }
        return duration;
    }
}
