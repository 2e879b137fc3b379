package dev.meerkat;

import dev.meerkat.proxy.CachedCluster;
import dev.meerkat.proxy.CachedCollection;
import dev.meerkat.proxy.CachedDatabase;
import dev.meerkat.proxy.HandleProxies;
import dev.meerkat.repository.Repositories;
import java.time.Duration;
import java.util.function.Function;

/**
 * The same thing with other options, whether it is a handle of the driver's or a repository. Immutable.
 *
 * @param proxies wraps a handle that is not wrapped yet
 * @param repositories knows the repositories that it has wrapped
 */
record Views(HandleProxies proxies, Repositories repositories) {

    <R> R noCache(R wrapped) {
        return HandleProxies.isHandle(wrapped)
                ? handle(wrapped, CachedCollection::noCache, CachedDatabase::noCache, CachedCluster::noCache)
                : repositories.noCache(wrapped);
    }

    <R> R cacheTtl(R wrapped, Duration ttl) {
        return HandleProxies.isHandle(wrapped)
                ? handle(wrapped, it -> it.cacheTtl(ttl), it -> it.cacheTtl(ttl), it -> it.cacheTtl(ttl))
                : repositories.cacheTtl(wrapped, ttl);
    }

    <R> R maxStale(R wrapped, Duration bound) {
        return HandleProxies.isHandle(wrapped)
                ? handle(wrapped, it -> it.maxStale(bound), it -> it.maxStale(bound), it -> it.maxStale(bound))
                : repositories.maxStale(wrapped, bound);
    }

    <R> R db(R wrapped, String name) {
        return HandleProxies.isHandle(wrapped)
                ? handle(wrapped, it -> it.db(name), it -> it.db(name), Views::ofNoDatabase)
                : repositories.db(wrapped, name);
    }

    private static Object ofNoDatabase(CachedCluster client) {
        throw new IllegalArgumentException(
                client + " is a client, which is of no database: call getDatabase(name) on it");
    }

    @SuppressWarnings("unchecked") // a handle's view has the interface of the handle
    private <R> R handle(
            R handle,
            Function<CachedCollection<?>, Object> ofCollection,
            Function<CachedDatabase, Object> ofDatabase,
            Function<CachedCluster, Object> ofClient) {
        Object wrapped = proxies.wrapHandle(handle);
        if (wrapped instanceof CachedCollection<?> collection) {
            return (R) ofCollection.apply(collection);
        }
        return (R)
                (wrapped instanceof CachedDatabase database
                        ? ofDatabase.apply(database)
                        : ofClient.apply((CachedCluster) wrapped));
    }
}
