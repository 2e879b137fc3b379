package dev.meerkat.cache;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.cache.CacheMeterBinder;
import org.jspecify.annotations.Nullable;

/**
 * The cache's counts as meters, under the names that Micrometer gives to every cache ({@code cache.size},
 * {@code cache.gets}, {@code cache.puts}, {@code cache.evictions}), and the bypassed reads by reason. They are read when
 * somebody asks: a hit pays nothing for them.
 */
public final class CacheMeters extends CacheMeterBinder<ReadThroughCache> {

    /** For this cache, under this name. */
    public CacheMeters(ReadThroughCache cache, String name) {
        super(cache, name, Tags.empty());
    }

    @Override
    protected @Nullable Long size() {
        return statistics().entries();
    }

    @Override
    protected long hitCount() {
        CacheStatistics statistics = statistics();
        return statistics.from(Outcome.Tier.NEAR)
                + statistics.from(Outcome.Tier.SHARED)
                + statistics.from(Outcome.Tier.JOINED);
    }

    @Override
    protected Long missCount() {
        return statistics().from(Outcome.Tier.FILLED);
    }

    @Override
    protected @Nullable Long evictionCount() {
        return statistics().evictions();
    }

    @Override
    protected long putCount() {
        CacheStatistics statistics = statistics();
        return statistics.from(Outcome.Tier.FILLED) + statistics.from(Outcome.Tier.SHARED);
    }

    @Override
    protected void bindImplementationSpecificMetrics(MeterRegistry registry) {
        ReadThroughCache cache = getCache();
        if (cache == null) {
            return;
        }
        for (BypassReason reason : BypassReason.values()) {
            FunctionCounter.builder(
                            "cache.bypasses",
                            cache,
                            it -> it.statistics().bypasses().getOrDefault(reason, 0L))
                    .tags(getTagsWithCacheName())
                    .tag("reason", reason.name().toLowerCase(java.util.Locale.ROOT))
                    .description("Reads that MongoDB answered without the cache having a part in it")
                    .register(registry);
        }
    }

    private CacheStatistics statistics() {
        ReadThroughCache cache = getCache();
        if (cache == null) {
            throw new IllegalStateException("the cache is gone");
        }
        return cache.statistics();
    }
}
