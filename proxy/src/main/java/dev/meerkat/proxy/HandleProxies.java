package dev.meerkat.proxy;

import com.mongodb.client.MongoCluster;
import com.mongodb.client.MongoCollection;
import dev.meerkat.cache.CacheSwitch;
import dev.meerkat.cache.ReadThroughCache;
import java.util.function.Consumer;

/**
 * Wraps the driver's handles. Thread-safe.
 *
 * <p>All handles must be of the one cluster whose changes the cache's gate and invalidations follow: cluster times of
 * another mean nothing here.
 */
public final class HandleProxies {

    private final ProxyContext context;
    private final Consumer<MongoCluster> clientCheck;

    /**
     * @param cache answers the reads and is told of the writes
     * @param options how the handles behave
     */
    public HandleProxies(ReadThroughCache cache, ProxyOptions options) {
        this(cache, new CacheSwitch(true), options, client -> {});
    }

    /**
     * @param cache answers the reads and is told of the writes
     * @param onOff while it is off, everything goes straight to MongoDB
     * @param options how the handles behave
     * @param clientCheck given the client of every handle to be wrapped, throws where it is of another cluster; what it
     *     throws reaches who wraps
     */
    public HandleProxies(
            ReadThroughCache cache, CacheSwitch onOff, ProxyOptions options, Consumer<MongoCluster> clientCheck) {
        this(
                new ProxyContext(
                        cache,
                        new CollectionCaches(cache),
                        onOff,
                        options,
                        new NamespaceFacts(cache, options, System::nanoTime),
                        new CallScopes(),
                        null),
                clientCheck);
    }

    private HandleProxies(ProxyContext context, Consumer<MongoCluster> clientCheck) {
        this.context = context;
        this.clientCheck = clientCheck;
    }

    /**
     * The same, whose handles also heed what {@link #scopes} says about this owner's calls. They wrap anew what was wrapped
     * for nobody or for somebody else, in one layer, and leave it its own options.
     *
     * @param owner told from others by identity
     */
    public HandleProxies ownedBy(Object owner) {
        return new HandleProxies(context.ownedBy(owner), clientCheck);
    }

    /** What is said about calls; the same for all owners. */
    public CallScopes scopes() {
        return context.scopes();
    }

    /**
     * A collection that caches. The client that it was made from is found by looking into the driver.
     *
     * @param collection the driver's; one that caches already is returned as it is, or wrapped anew for the owner
     * @throws IllegalArgumentException where the client can't be found: use {@link #wrap(MongoCollection, MongoCluster)}
     */
    public <T> CachedCollection<T> wrap(MongoCollection<T> collection) {
        return collection instanceof CachingCollection<T> caching
                ? owned(caching)
                : wrap(collection, clientOf(collection));
    }

    /**
     * A collection that caches.
     *
     * @param collection the driver's; one that caches already is returned as it is, or wrapped anew for the owner
     * @param client the very client that it was made from: the driver takes no other's sessions
     */
    public <T> CachedCollection<T> wrap(MongoCollection<T> collection, MongoCluster client) {
        if (collection instanceof CachingCollection<T> caching) {
            return owned(caching);
        }
        clientCheck.accept(client);
        return CachingCollection.create(new Backing<>(context, collection, client), ReadPolicy.NONE);
    }

    private <T> CachedCollection<T> owned(CachingCollection<T> caching) {
        ProxyContext its = caching.backing.context();
        boolean stays = context.owner() == null
                || context.equals(its)
                || !context.cache().equals(its.cache());
        return stays ? caching : CachingCollection.create(caching.backing.in(context), caching.policy);
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
