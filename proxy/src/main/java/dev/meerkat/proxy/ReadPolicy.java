package dev.meerkat.proxy;

import dev.meerkat.cache.CausalPast;
import dev.meerkat.cache.ClusterTime;
import dev.meerkat.cache.Explanation;
import dev.meerkat.cache.Freshness;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What was said about caching at a handle, or at an iterable. Immutable. It has no part in a read's key.
 *
 * @param noCache whether reads go straight to MongoDB
 * @param ttl how long a result is kept at most; null where nothing is said
 * @param maxStale the caller's own bound; null where nothing is said
 * @param past what the caller has seen, and what reads move on; null mostly
 * @param witness is told, before a read, what will become of it; null mostly
 */
record ReadPolicy(
        boolean noCache,
        @Nullable Duration ttl,
        @Nullable Duration maxStale,
        @Nullable CausalPast past,
        @Nullable Consumer<Explanation> witness) {

    static final ReadPolicy NONE = new ReadPolicy(false, null, null, null, null);

    ReadPolicy uncached() {
        return new ReadPolicy(true, ttl, maxStale, past, witness);
    }

    ReadPolicy keptFor(Duration newTtl) {
        return new ReadPolicy(noCache, requireMillis(newTtl, "ttl"), maxStale, past, witness);
    }

    ReadPolicy within(Duration newBound) {
        return new ReadPolicy(noCache, ttl, requireBound(newBound), past, witness);
    }

    /** Together with what is said about the calls; what the handle says itself is nearer to the read. */
    ReadPolicy over(CallScopes.Said said) {
        CallOptions options = said.options();
        return new ReadPolicy(
                noCache || options.noCache(),
                ttl == null ? options.ttl() : ttl,
                maxStale == null ? options.maxStale() : maxStale,
                said.past(),
                said.witness());
    }

    /** How fresh a result has to be now. */
    Freshness freshness() {
        return past == null && maxStale == null
                ? Freshness.USUAL
                : new Freshness(past == null ? ClusterTime.NONE : past.time(), maxStale);
    }

    static Duration requireMillis(Duration duration, String name) {
        if (duration.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException(name + " is " + duration + "; it must be at least a millisecond");
        }
        return duration;
    }

    static Duration requireBound(Duration bound) {
        if (bound.isNegative()) {
            throw new IllegalArgumentException("maxStale is " + bound + "; it can't be negative");
        }
        return bound;
    }
}
