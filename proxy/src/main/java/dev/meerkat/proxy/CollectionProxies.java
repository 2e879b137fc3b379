package dev.meerkat.proxy;

import com.mongodb.client.MongoCluster;
import com.mongodb.client.MongoCollection;
import dev.meerkat.cache.ReadThroughCache;

/** Wraps the driver's collections. Thread-safe. */
public final class CollectionProxies {

    @SuppressWarnings("rawtypes")
    private static final GeneratedHandle<CachedCollection> COLLECTIONS = new GeneratedHandle<>(CachedCollection.class);

    private final ReadThroughCache cache;
    private final ProxyOptions options;
    private final CachedReads reads;
    private final Writes writes;

    /**
     * @param cache answers the reads
     * @param options how wrapped handles behave
     */
    public CollectionProxies(ReadThroughCache cache, ProxyOptions options) {
        NamespaceFacts facts = new NamespaceFacts(cache);
        this.cache = cache;
        this.options = options;
        this.reads = new CachedReads(cache, facts, options);
        this.writes = new Writes(cache, facts);
    }

    /**
     * Wraps a collection of the driver's; one that is wrapped already is returned as it is.
     *
     * @throws IllegalArgumentException where the client behind it can't be found
     */
    public <T> CachedCollection<T> wrap(MongoCollection<T> collection) {
        return collection instanceof CachedCollection<T> wrapped
                ? wrapped
                : wrap(collection, DriverInternals.clientOf(collection));
    }

    /**
     * Wraps a collection.
     *
     * @param client where it comes from
     */
    public <T> CachedCollection<T> wrap(MongoCollection<T> collection, MongoCluster client) {
        return collection instanceof CachedCollection<T> wrapped
                ? wrapped
                : wrap(
                        new Backing<>(collection, client, options.uncached()),
                        new ReadPolicy(false, options.defaultTtl()));
    }

    @SuppressWarnings("unchecked")
    <T> CachedCollection<T> wrap(Backing<T> backing, ReadPolicy policy) {
        return COLLECTIONS.create(new CollectionHandler<>(this, backing, policy));
    }

    /** The collection of the same name and settings in another database. */
    <T> Backing<T> inDatabase(Backing<T> backing, String name) {
        if (!options.multiDb()) {
            throw new IllegalStateException("db(\"" + name + "\") names another database, which is not allowed here:"
                    + " build Meerkat with multiDb(true)");
        }
        MongoCollection<T> like = backing.collection();
        MongoCollection<T> other = backing.client()
                .getDatabase(name)
                .getCollection(like.getNamespace().getCollectionName(), like.getDocumentClass())
                .withCodecRegistry(like.getCodecRegistry())
                .withReadConcern(like.getReadConcern())
                .withReadPreference(like.getReadPreference())
                .withWriteConcern(like.getWriteConcern());
        Long timeout = like.getTimeout(java.util.concurrent.TimeUnit.MILLISECONDS);
        return backing(
                timeout == null ? other : other.withTimeout(timeout, java.util.concurrent.TimeUnit.MILLISECONDS),
                backing.client());
    }

    <T> Backing<T> backing(MongoCollection<T> collection, MongoCluster client) {
        return new Backing<>(collection, client, options.uncached());
    }

    ReadThroughCache cache() {
        return cache;
    }

    CachedReads reads() {
        return reads;
    }

    Writes writes() {
        return writes;
    }
}
