package dev.meerkat.proxy;

import dev.meerkat.cache.ReadThroughCache;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * The process's one cache, as each collection uses it: most share a near tier, those with a limit of their own have one.
 * Collections with the very same settings share it, such as the same collection of all tenants. Thread-safe.
 */
final class CollectionCaches {

    private final ReadThroughCache common;

    @SuppressWarnings("IdentityHashMapUsage") // settings that happen to be equal have a tier each
    private final Map<CollectionSettings, ReadThroughCache> limited = new IdentityHashMap<>();

    CollectionCaches(ReadThroughCache common) {
        this.common = common;
    }

    synchronized ReadThroughCache of(CollectionSettings settings) {
        return settings.nearBytes() == 0
                ? common
                : limited.computeIfAbsent(settings, its -> common.withOwnNear(its.nearBytes()));
    }
}
