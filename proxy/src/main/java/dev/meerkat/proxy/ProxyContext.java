package dev.meerkat.proxy;

import dev.meerkat.cache.CacheSwitch;
import dev.meerkat.cache.Namespace;
import dev.meerkat.cache.ReadThroughCache;
import org.jspecify.annotations.Nullable;

/**
 * What all handles wrapped by one {@link HandleProxies} share. Immutable.
 *
 * @param cache of the cluster that the handles are of
 * @param caches the same, as each collection uses it
 * @param onOff whether it has a part in anything
 * @param options how handles behave
 * @param facts what is known about namespaces
 * @param keys the keys of queries
 * @param limit how many reads go to MongoDB while the cache can't serve
 * @param scopes what is said about calls
 * @param owner whose calls the handles make; null where they are nobody's
 */
record ProxyContext(
        ReadThroughCache cache,
        CollectionCaches caches,
        CacheSwitch onOff,
        ProxyOptions options,
        NamespaceFacts facts,
        RenderedKeys keys,
        ReadLimit limit,
        CallScopes scopes,
        @Nullable Object owner) {

    ProxyContext ownedBy(Object newOwner) {
        return new ProxyContext(cache, caches, onOff, options, facts, keys, limit, scopes, newOwner);
    }

    /** What is said now, in this thread, about calls through these handles; null where nothing is. */
    CallScopes.@Nullable Said said() {
        return scopes.of(owner);
    }

    /** Equal are contexts of the same parts; owners are compared by identity. */
    @Override
    @SuppressWarnings("ReferenceEquality")
    public boolean equals(@Nullable Object other) {
        return other instanceof ProxyContext that && facts == that.facts && owner == that.owner;
    }

    @Override
    public int hashCode() {
        return 31 * System.identityHashCode(facts) + System.identityHashCode(owner);
    }

    CollectionSettings settings(Namespace namespace) {
        return options.collections().apply(namespace);
    }
}
