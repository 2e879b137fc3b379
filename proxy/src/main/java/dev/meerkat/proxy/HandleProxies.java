package dev.meerkat.proxy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCluster;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.MongoIterable;
import dev.meerkat.cache.CacheSwitch;
import dev.meerkat.cache.Explanation;
import dev.meerkat.cache.ReadThroughCache;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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
                        new ReadLimit(options.readsWhileShut()),
                        new CallScopes(),
                        null),
                clientCheck);
    }

    private HandleProxies(ProxyContext context, Consumer<MongoCluster> clientCheck) {
        this.context = context;
        this.clientCheck = clientCheck;
    }

    /**
     * {@return the same, whose handles also heed what {@link #scopes} says about this owner's calls} They wrap anew
     * what was wrapped for nobody or for somebody else, in one layer, and leave it its own options.
     *
     * @param owner told from others by identity
     */
    public HandleProxies ownedBy(Object owner) {
        return new HandleProxies(context.ownedBy(owner), clientCheck);
    }

    /** {@return what is said about calls; the same for all owners} */
    public CallScopes scopes() {
        return context.scopes();
    }

    /**
     * {@return a collection that caches} The client that it was made from is found by looking into the driver.
     *
     * @param <T> the documents' type
     * @param collection the driver's; one that caches already is returned as it is, or wrapped anew for the owner
     * @throws IllegalArgumentException where the client can't be found: use {@link #wrap(MongoCollection,
     *     MongoCluster)}
     */
    public <T> CachedCollection<T> wrap(MongoCollection<T> collection) {
        return collection instanceof CachingCollection<T> caching
                ? owned(caching)
                : wrap(collection, clientOf(collection));
    }

    /**
     * {@return a collection that caches}
     *
     * @param <T> the documents' type
     * @param collection the driver's; one that caches already is returned as it is, or wrapped anew for the owner
     * @param client the very client that it was made from: the driver takes no other's sessions
     */
    public <T> CachedCollection<T> wrap(MongoCollection<T> collection, MongoCluster client) {
        if (collection instanceof CachingCollection<T> caching) {
            return owned(caching);
        }
        return CachingCollection.create(new Backing<>(context, collection, checked(client)), ReadPolicy.NONE);
    }

    private <T> CachedCollection<T> owned(CachingCollection<T> caching) {
        return stays(caching.backing.context())
                ? caching
                : CachingCollection.create(caching.backing.in(context), caching.policy);
    }

    /**
     * {@return a database whose collections cache} The client that it was made from is found by looking into the
     * driver.
     *
     * @param database the driver's; one that was wrapped already is returned as it is, or wrapped anew for the owner
     * @throws IllegalArgumentException where the client can't be found: use {@link #wrap(MongoDatabase, MongoCluster)}
     */
    public CachedDatabase wrap(MongoDatabase database) {
        return database instanceof CachingDatabase caching
                ? owned(caching)
                : wrap(database, DriverInternals.clientOf(database));
    }

    /**
     * {@return a database whose collections cache}
     *
     * @param database the driver's; one that was wrapped already is returned as it is, or wrapped anew for the owner
     * @param client the very client that it was made from: the driver takes no other's sessions
     */
    public CachedDatabase wrap(MongoDatabase database, MongoCluster client) {
        return database instanceof CachingDatabase caching
                ? owned(caching)
                : CachingDatabase.create(
                        new DatabaseBacking(context, database, checked(client), false), ReadPolicy.NONE);
    }

    private CachedDatabase owned(CachingDatabase caching) {
        return stays(caching.backing.context())
                ? caching
                : CachingDatabase.create(caching.backing.in(context), caching.policy);
    }

    /**
     * {@return a client whose databases and collections cache} It is its maker's to close, wrapped or not.
     *
     * @param client the driver's; one that was wrapped already is returned as it is, or wrapped anew for the owner
     */
    public CachedClient wrap(MongoClient client) {
        if (client instanceof CachingClient caching) {
            return stays(caching.context) ? caching : CachingClient.create(context, caching.target(), caching.policy);
        }
        clientCheck.accept(client);
        return CachingClient.create(context, client, ReadPolicy.NONE);
    }

    /**
     * {@return a client with settings of its own, as a client's {@code with...} methods give it} A {@link MongoClient}
     * stays one.
     *
     * @param cluster the driver's; one that was wrapped already is returned as it is, or wrapped anew for the owner
     */
    public CachedCluster wrap(MongoCluster cluster) {
        if (cluster instanceof MongoClient client) {
            return wrap(client);
        }
        if (cluster instanceof CachingCluster caching) {
            return stays(caching.context) ? caching : CachingCluster.create(context, caching.target(), caching.policy);
        }
        clientCheck.accept(cluster);
        return CachingCluster.create(context, cluster, ReadPolicy.NONE);
    }

    /**
     * Says what would become of a read now, and why. Sends no read; MongoDB may be asked what kind of collection it is.
     *
     * @param iterable of a wrapped collection; all of its results are wanted
     * @return the explanation
     * @throws IllegalArgumentException where it is of no wrapped collection
     */
    public static Explanation explain(MongoIterable<?> iterable) {
        if (iterable instanceof CachingIterable<?, ?> caching) {
            return caching.explainRead();
        }
        throw new IllegalArgumentException(iterable.getClass().getName()
                + " does not come from a wrapped collection's find, aggregate or distinct: wrap the collection first");
    }

    /**
     * {@return whether it is a handle that {@link #wrapHandle} takes: a collection, a database, or a client}
     *
     * @param object anything
     */
    public static boolean isHandle(@Nullable Object object) {
        return object instanceof MongoCollection<?>
                || object instanceof MongoDatabase
                || object instanceof MongoCluster;
    }

    /**
     * Wraps a handle by its type at run time.
     *
     * @param handle a collection, a database, or a client
     * @return a handle of the same interface of the driver's
     * @throws IllegalArgumentException where it is no handle, or its client can't be found
     */
    public Object wrapHandle(Object handle) {
        if (handle instanceof MongoCollection<?> collection) {
            return wrap(collection);
        } else if (handle instanceof MongoDatabase database) {
            return wrap(database);
        } else if (handle instanceof MongoCluster cluster) {
            return wrap(cluster);
        }
        throw new IllegalArgumentException(
                handle.getClass().getName() + " is not a collection, a database or a client of the driver's");
    }

    private MongoCluster checked(MongoCluster client) {
        MongoCluster drivers = CachingCluster.unwrapped(client);
        clientCheck.accept(drivers);
        return drivers;
    }

    /** Whether a handle that was wrapped already stays as it is. */
    private boolean stays(ProxyContext its) {
        return context.owner() == null
                || context.equals(its)
                || !context.cache().equals(its.cache());
    }

    /**
     * {@return the client that a collection was made from, found by looking into the driver}
     *
     * @param collection the driver's
     * @throws IllegalArgumentException where it can't be found
     */
    public static MongoCluster clientOf(MongoCollection<?> collection) {
        return DriverInternals.clientOf(collection);
    }
}
