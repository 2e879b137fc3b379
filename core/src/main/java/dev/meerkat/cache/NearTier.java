package dev.meerkat.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import dev.meerkat.cache.spi.Ticker;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The tier in this process: Caffeine, weighed in bytes, each entry with a lifetime of its own. Thread-safe. It never loads
 * and never refreshes: of two entries under one key the one with the later version stays, whichever came first.
 *
 * <p>An entry's end is looked at when it is read, since a timer per entry costs every hit more than all else that is done
 * here. One that has ended counts until another takes its place, or until it is evicted as the least used.
 */
final class NearTier {

    private static final int KEY_OVERHEAD = 64;

    private final LongAdder puts = new LongAdder();
    private final LongAdder evictions = new LongAdder();
    private final CachedTags cached;
    private final Ticker ticker;
    private final boolean laterStays;
    private final Cache<Object, Entry> entries;

    /**
     * @param cached is told of every entry that comes and goes
     * @param laterStays whether the later version stays, not the one that came last: true, but in a test of the tests
     */
    NearTier(long maxBytes, CachedTags cached, Ticker ticker, boolean laterStays) {
        this.laterStays = laterStays;
        this.cached = cached;
        this.ticker = ticker;
        this.entries = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .weigher((Object key, Entry entry) -> entry.weight() + weight(key))
                .executor(Runnable::run)
                .removalListener(this::left)
                .build();
    }

    private void left(@Nullable Object key, @Nullable Entry entry, RemovalCause cause) {
        if (cause == RemovalCause.SIZE) {
            evictions.increment();
        }
        if (entry != null) {
            cached.remove(entry.widest());
        }
    }

    private static int weight(Object key) {
        return KEY_OVERHEAD + (key instanceof QueryKey query ? query.bytes().length : 0);
    }

    @Nullable
    Entry get(Object key) {
        return get(key, ticker.currentTimeMillis());
    }

    /** The same for a caller who has just looked at the wall clock. */
    @Nullable
    Entry get(Object key, long nowMillis) {
        Entry entry = entries.getIfPresent(key);
        return entry == null || hasEnded(entry, nowMillis) ? null : entry;
    }

    private static boolean hasEnded(Entry entry, long nowMillis) {
        return entry.expiresAtMillis() <= nowMillis;
    }

    /** Keeps the entry, unless one with a later version is there that has not ended. No entry is put twice. */
    void put(Object key, Entry entry) {
        puts.increment();
        cached.add(entry.widest());
        long now = ticker.currentTimeMillis(); // not under the map's lock
        Entry kept = entries.asMap().merge(key, entry, (old, next) -> choose(old, next, now));
        if (kept != entry) {
            cached.remove(entry.widest());
        }
    }

    private Entry choose(Entry old, Entry next, long nowMillis) {
        boolean stays = laterStays && ClusterTime.isAfter(old.asof(), next.asof()) && !hasEnded(old, nowMillis);
        return stays ? old : next;
    }

    /** What lies under this key, valid or not, without leaving a trace that somebody asked. */
    @Nullable
    Entry peek(Object key) {
        return entries.policy().getIfPresentQuietly(key);
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

    long puts() {
        return puts.sum();
    }

    long evictions() {
        return evictions.sum();
    }
}
