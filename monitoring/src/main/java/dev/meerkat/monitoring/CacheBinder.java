package dev.meerkat.monitoring;

import dev.meerkat.cache.CacheStatistics;
import dev.meerkat.cache.Outcome.Tier;
import dev.meerkat.cache.ReadThroughCache;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.cache.CacheMeterBinder;
import org.jspecify.annotations.Nullable;

/**
 * The counts that every cache has, under the names that Micrometer gives them. A miss is a read that filled the cache: who
 * joined its flight, or found a result in either tier, has hit; who bypassed the cache has done neither.
 */
final class CacheBinder extends CacheMeterBinder<ReadThroughCache> {

    CacheBinder(ReadThroughCache cache, String name) {
        super(cache, name, Tags.empty());
    }

    @Override
    protected @Nullable Long size() {
        return statistics().entries();
    }

    @Override
    protected long hitCount() {
        CacheStatistics statistics = statistics();
        return statistics.from(Tier.NEAR) + statistics.from(Tier.SHARED) + statistics.from(Tier.JOINED);
    }

    @Override
    protected Long missCount() {
        return statistics().from(Tier.FILLED);
    }

    @Override
    protected @Nullable Long evictionCount() {
        return statistics().evictions();
    }

    @Override
    protected long putCount() {
        return statistics().puts();
    }

    /** What else there is, {@link MeerkatMeters} names. */
    @Override
    protected void bindImplementationSpecificMetrics(MeterRegistry registry) {}

    private CacheStatistics statistics() {
        ReadThroughCache cache = getCache();
        if (cache == null) {
            throw new IllegalStateException("the cache is gone");
        }
        return cache.statistics();
    }
}
