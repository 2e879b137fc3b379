package dev.meerkat.cache;

import java.util.concurrent.atomic.LongAdder;

/** What one cache has counted since the start. Thread-safe; counting doesn't allocate. */
final class Tally {

    private final Counters<Outcome.Tier> reads = new Counters<>(Outcome.Tier.class);
    private final Counters<BypassReason> bypasses = new Counters<>(BypassReason.class);
    private final LongAdder changesOfCached = new LongAdder();
    private final LongAdder otherChanges = new LongAdder();

    void served(Outcome.Tier tier) {
        reads.increment(tier);
    }

    void bypassed(BypassReason reason) {
        bypasses.increment(reason);
    }

    void invalidated(boolean cached) {
        (cached ? changesOfCached : otherChanges).increment();
    }

    CacheStatistics statistics(NearTiers near, SharedTier shared) {
        long ofCached = changesOfCached.sum();
        return new CacheStatistics(
                reads.snapshot(),
                bypasses.snapshot(),
                near.size(),
                near.bytes(),
                near.puts(),
                near.evictions(),
                shared.puts(),
                shared.waits(),
                shared.waitsInVain(),
                shared.spared(),
                otherChanges.sum() + ofCached,
                ofCached);
    }
}
