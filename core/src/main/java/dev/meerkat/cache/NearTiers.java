package dev.meerkat.cache;

import dev.meerkat.cache.spi.Ticker;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToLongFunction;

/** All near tiers of one cache: the common one and those of collections with a limit of their own. Thread-safe. */
final class NearTiers {

    private final Ticker ticker;
    private final boolean laterStays;
    private final CachedTags cached;
    private final List<NearTier> tiers = new CopyOnWriteArrayList<>();

    /** @param bytes what the common tier, the first, may hold */
    NearTiers(long bytes, Ticker ticker, Guards guards) {
        this.ticker = ticker;
        this.laterStays = guards.has(Guard.LATER_VERSION_STAYS);
        this.cached = new CachedTags(bytes);
        add(bytes);
    }

    /** The one for whatever has no limit of its own. */
    NearTier common() {
        return tiers.get(0);
    }

    /** One more. */
    NearTier add(long maxBytes) {
        NearTier tier = new NearTier(maxBytes, cached, ticker, laterStays);
        tiers.add(tier);
        return tier;
    }

    /** Whether what changed may be of something held here. */
    boolean concernedBy(Invalidation invalidation) {
        return cached.concernedBy(invalidation);
    }

    void clear() {
        tiers.forEach(NearTier::clear);
    }

    long size() {
        return sum(NearTier::size);
    }

    long bytes() {
        return sum(NearTier::bytes);
    }

    long puts() {
        return sum(NearTier::puts);
    }

    long evictions() {
        return sum(NearTier::evictions);
    }

    private long sum(ToLongFunction<NearTier> what) {
        return tiers.stream().mapToLong(what).sum();
    }
}
