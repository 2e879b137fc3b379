package dev.meerkat.proxy;

import dev.meerkat.cache.ReadThroughCache;

/**
 * What all handles wrapped by one {@link CollectionProxies} share. Immutable.
 *
 * @param cache of the cluster that the handles are of
 * @param options how handles behave
 * @param facts what is known about namespaces
 */
record ProxyContext(ReadThroughCache cache, ProxyOptions options, NamespaceFacts facts) {}
