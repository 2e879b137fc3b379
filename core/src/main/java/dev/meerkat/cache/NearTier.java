package dev.meerkat.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.RemovalCause;
import dev.meerkat.cache.spi.Ticker;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The tier in this process: Caffeine, weighed in bytes, each entry with a lifetime of its own. Thread-safe. It never loads
 * and never refreshes: of two entries under one key the one with the later version stays, whichever came first.
 */
final class NearTier {

    private static final int KEY_OVERHEAD = 64;

    private final LongAdder evictions = new LongAdder();
    private final Cache<Object, Entry> entries;

    NearTier(long maxBytes, Ticker ticker) {
        this.entries = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .<Object, Entry>weigher((key, entry) -> entry.weight() + weight(key))
                .expireAfter(new Lifetime(ticker))
                .ticker(ticker::nanoTime)
                .executor(Runnable::run)
                .evictionListener((key, entry, cause) -> {
                    if (cause == RemovalCause.SIZE) {
                        evictions.increment();
                    }
                })
                .build();
    }

    private static int weight(Object key) {
        return KEY_OVERHEAD + (key instanceof QueryKey query ? query.bytes().length : 0);
    }

    @Nullable
    Entry get(Object key) {
        return entries.getIfPresent(key);
    }

    /** Keeps the entry, unless one with a later version is there. */
    void put(Object key, Entry entry) {
        entries.asMap().merge(key, entry, (old, next) -> ClusterTime.isAfter(old.asof(), next.asof()) ? old : next);
    }

    void clear() {
        entries.invalidateAll();
    }

    long size() {
        return entries.estimatedSize();
    }

    long bytes() {
        return entries.policy().eviction().orElseThrow().weightedSize().orElse(0);
    }

    long evictions() {
        return evictions.sum();
    }

    /** Until the entry's own end; reading doesn't prolong it. */
    private record Lifetime(Ticker ticker) implements Expiry<Object, Entry> {

        @Override
        public long expireAfterCreate(Object key, Entry entry, long currentTime) {
            return TimeUnit.MILLISECONDS.toNanos(Math.max(0, entry.expiresAtMillis() - ticker.currentTimeMillis()));
        }

        @Override
        public long expireAfterUpdate(Object key, Entry entry, long currentTime, long currentDuration) {
            return expireAfterCreate(key, entry, currentTime);
        }

        @Override
        public long expireAfterRead(Object key, Entry entry, long currentTime, long currentDuration) {
            return currentDuration;
        }
    }
}
