package dev.meerkat.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;

/**
 * What queries were rendered to, by what they are made of, so that a query which comes again needn't be rendered again. Those
 * that come often stay. Thread-safe.
 */
public final class KnownKeys {

    private static final int MOST = 10_000;

    private final Cache<Object, QueryKey> keys =
            Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

    /** What something equal was rendered to; null where that isn't known. */
    public @Nullable QueryKey of(Object parts) {
        return keys.getIfPresent(parts);
    }

    /**
     * Remembers.
     *
     * @param parts equal only for what is rendered to the same key; immutable
     */
    public void add(Object parts, QueryKey key) {
        keys.put(parts, key);
    }
}
