package dev.meerkat.proxy;

import com.mongodb.client.MongoCluster;
import com.mongodb.client.MongoCollection;
import dev.meerkat.cache.ReadThroughCache;

/**
 * Wraps the driver's collections. Thread-safe.
 *
 * <p>All collections must be of the one cluster whose changes the cache's gate and invalidations follow: cluster times of
 * another mean nothing here.
 */
public final class CollectionProxies {

    private final ProxyContext context;
    private final ReadPolicy policy;

    /**
     * @param cache answers the reads and is told of the writes
     * @param options how the handles behave
     */
    public CollectionProxies(ReadThroughCache cache, ProxyOptions options) {
        this.context = new ProxyContext(cache, options, new NamespaceFacts(cache, options, System::nanoTime));
        this.policy = new ReadPolicy(false, options.defaultTtl());
    }

    /**
     * A collection that caches. The client that it was made from is found by looking into the driver.
     *
     * @param collection the driver's; one that caches already is returned as it is
     * @throws IllegalArgumentException where the client can't be found: use {@link #wrap(MongoCollection, MongoCluster)}
     */
    public <T> CachedCollection<T> wrap(MongoCollection<T> collection) {
        return collection instanceof CachedCollection<T> cached
                ? cached
                : wrap(collection, DriverInternals.clientOf(collection));
    }

    /**
     * A collection that caches.
     *
     * @param collection the driver's; one that caches already is returned as it is
     * @param client the very client that it was made from: the driver takes no other's sessions
     */
    public <T> CachedCollection<T> wrap(MongoCollection<T> collection, MongoCluster client) {
        return collection instanceof CachedCollection<T> cached
                ? cached
                : CachingCollection.create(new Backing<>(context, collection, client), policy);
    }
}
