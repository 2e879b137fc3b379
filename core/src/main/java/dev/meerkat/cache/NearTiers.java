package dev.meerkat.cache;

import dev.meerkat.cache.spi.Ticker;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToLongFunction;

/** All near tiers of one cache: the common one and those of collections with a limit of their own. Thread-safe. */
final class NearTiers {

    private final Ticker ticker;
    private final List<NearTier> tiers = new CopyOnWriteArrayList<>();

    NearTiers(Ticker ticker) {
        this.ticker = ticker;
    }

    /** One more. */
    NearTier add(long maxBytes) {
        NearTier tier = new NearTier(maxBytes, ticker);
        tiers.add(tier);
        return tier;
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

    long evictions() {
        return sum(NearTier::evictions);
    }

    private long sum(ToLongFunction<NearTier> what) {
        return tiers.stream().mapToLong(what).sum();
    }
}
