package dev.meerkat.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;

/**
 * What queries were rendered to, by what they are made of, so that a query which comes again needn't be rendered again. Of
 * what doesn't fit into 8 MB those that come often stay. Thread-safe.
 */
public final class KnownKeys {

    private static final long MOST_BYTES = 8L << 20;

    private final Cache<Object, QueryKey> keys = Caffeine.newBuilder()
            .maximumWeight(MOST_BYTES)
            .weigher((Object parts, QueryKey key) -> weight(key))
            .executor(Runnable::run)
            .build();

    /** Knows none yet. */
    public KnownKeys() {}

    /** About the bytes of a key and of its parts, which are as many as it is long. */
    private static int weight(QueryKey key) {
        return 300 + 4 * key.bytes().length;
    }

    /**
     * {@return what something equal was rendered to; null where that isn't known}
     *
     * @param parts what a query is made of
     */
    public @Nullable QueryKey of(Object parts) {
        return keys.getIfPresent(parts);
    }

    /**
     * Remembers.
     *
     * @param parts equal only for what is rendered to the same key; immutable
     * @param key what they are rendered to
     */
    public void add(Object parts, QueryKey key) {
        keys.put(parts, key);
    }
}
