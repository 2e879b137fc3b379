package dev.meerkat.proxy;

import com.mongodb.client.MongoCluster;
import com.mongodb.client.MongoCollection;
import dev.meerkat.cache.ReadThroughCache;
import java.util.function.Consumer;

/**
 * Wraps the driver's collections. Thread-safe.
 *
 * <p>All collections must be of the one cluster whose changes the cache's gate and invalidations follow: cluster times of
 * another mean nothing here.
 */
public final class CollectionProxies {

    private final ProxyContext context;
    private final ReadPolicy policy;
    private final Consumer<MongoCluster> clientCheck;

    /**
     * @param cache answers the reads and is told of the writes
     * @param options how the handles behave
     */
    public CollectionProxies(ReadThroughCache cache, ProxyOptions options) {
        this(cache, options, client -> {});
    }

    /**
     * @param cache answers the reads and is told of the writes
     * @param options how the handles behave
     * @param clientCheck given the client of every collection to be wrapped, throws where it is of another cluster; what it
     *     throws reaches who wraps
     */
    public CollectionProxies(ReadThroughCache cache, ProxyOptions options, Consumer<MongoCluster> clientCheck) {
        this.clientCheck = clientCheck;
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
        return collection instanceof CachedCollection<T> cached ? cached : wrap(collection, clientOf(collection));
    }

    /**
     * A collection that caches.
     *
     * @param collection the driver's; one that caches already is returned as it is
     * @param client the very client that it was made from: the driver takes no other's sessions
     */
    public <T> CachedCollection<T> wrap(MongoCollection<T> collection, MongoCluster client) {
        if (collection instanceof CachedCollection<T> cached) {
            return cached;
        }
        clientCheck.accept(client);
        return CachingCollection.create(new Backing<>(context, collection, client), policy);
    }

    /**
     * The client that a collection was made from, found by looking into the driver.
     *
     * @throws IllegalArgumentException where it can't be found
     */
    public static MongoCluster clientOf(MongoCollection<?> collection) {
        return DriverInternals.clientOf(collection);
    }
}
