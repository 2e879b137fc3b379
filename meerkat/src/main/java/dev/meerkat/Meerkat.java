package dev.meerkat;

import com.mongodb.MongoNamespace;
import com.mongodb.client.MongoCluster;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import dev.meerkat.cache.CacheStatistics;
import dev.meerkat.cache.Namespace;
import dev.meerkat.changes.InvalidationMarks;
import dev.meerkat.changes.MetadataNames;
import dev.meerkat.monitoring.MeerkatMeters;
import dev.meerkat.proxy.CachedCollection;
import dev.meerkat.proxy.CallScopes;
import dev.meerkat.proxy.HandleProxies;
import dev.meerkat.proxy.ProxyOptions;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A cache in front of MongoDB that stays true: wrap what reads and writes, and go on as before.
 *
 * <p>Each process builds one and keeps it for its lifetime. Thread-safe. {@link #close} stops every thread that was
 * started, and closes the clients that Meerkat made, never those that were handed in; wrapped objects must not be used
 * afterwards.
 */
public final class Meerkat implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Meerkat.class);
    private static final Duration FILL_TIMEOUT = Duration.ofSeconds(1);

    private final MongoConnection mongo;
    private final Metadata metadata;
    private final LocalCache cache;
    private final Switching switching;
    private final HandleProxies proxies;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Meerkat(MeerkatConfig config, MongoConnection mongo) {
        this.mongo = mongo;
        this.metadata = new Metadata(mongo.client(), config.staticAssetDb());
        this.cache = LocalCache.of(config);
        Deployment deployment = new Deployment(mongo, metadata);
        this.switching = new Switching(
                cache,
                () -> Protocol.open(config, mongo, metadata, deployment, cache),
                config.forTests().floorWhenEnabled());
        this.proxies = new HandleProxies(
                cache.reads(),
                cache.onOff(),
                new ProxyOptions(
                        config.defaultTtl(),
                        config.limits().resultBytes(),
                        config.multiDb(),
                        FILL_TIMEOUT,
                        new MetadataNames(config.staticAssetDb())::owns,
                        config.collections()::of),
                deployment::require);
    }

    /** Begins to collect the settings. */
    public static MeerkatBuilder builder() {
        return new MeerkatBuilder();
    }

    static Meerkat start(MeerkatConfig config) {
        MongoConnection mongo = MongoConnection.open(config.mongoUri(), config.mongoClient());
        try {
            Meerkat meerkat = new Meerkat(config, mongo);
            if (config.enabled()) {
                meerkat.begin(config.caching());
            } else {
                meerkat.switching.off("it is disabled by the settings");
                LOG.info("The cache is disabled by the settings: MongoDB answers everything.");
            }
            return meerkat;
        } catch (RuntimeException e) {
            mongo.close();
            throw e;
        }
    }

    private void begin(Caching caching) {
        try {
            switching.begin();
        } catch (UnavailableException e) {
            if (caching == Caching.REQUIRED && !e.isSharded()) {
                throw e;
            }
            switching.off(String.valueOf(e.getMessage()));
            LOG.warn(
                    "MongoDB answers everything, nothing is cached: {}. Then call enable(), or start again.",
                    e.getMessage());
        }
    }

    /**
     * Wraps a collection: reads through the result are cached, writes through it are seen at once in this process.
     *
     * <p>MongoDB is asked once for each client other than Meerkat's own, whether it is the deployment that is watched.
     *
     * @param collection from any client of the same deployment; one that is wrapped already is returned as it is
     * @throws MeerkatException where the collection is of another deployment, or where that can't be found out now
     */
    public <T> CachedCollection<T> wrap(MongoCollection<T> collection) {
        return proxies.wrap(collection);
    }

    /**
     * Wraps a collection whose client can't be found from it, such as one that another library has wrapped.
     *
     * @param client where the collection comes from
     * @throws MeerkatException as {@link #wrap(MongoCollection)} does
     */
    public <T> CachedCollection<T> wrap(MongoCollection<T> collection, MongoCluster client) {
        return proxies.wrap(collection, client);
    }

    /**
     * Invalidates all that depends on one document, in every process. Takes one write and no scan. This process has done so
     * when the call returns, others within the bound.
     *
     * @param id the document's {@code _id}, of any type that the collection's codecs know
     * @throws MeerkatException where MongoDB did not take the order
     */
    public void invalidate(MongoCollection<?> collection, Object id) {
        BsonDocument filter =
                Filters.eq("_id", id).toBsonDocument(collection.getDocumentClass(), collection.getCodecRegistry());
        order(InvalidationMarks.document(namespace(collection), Objects.requireNonNull(filter.get("_id"))));
    }

    /** Invalidates all that depends on a collection, as {@link #invalidate} does. */
    public void clear(MongoCollection<?> collection) {
        order(InvalidationMarks.collection(namespace(collection)));
    }

    /** Invalidates everything, as {@link #invalidate} does. */
    public void clear() {
        order(InvalidationMarks.everything());
    }

    private void order(BsonDocument mark) {
        cache.reads().written(metadata.mark(mark));
    }

    private static Namespace namespace(MongoCollection<?> collection) {
        MongoNamespace namespace = collection.getNamespace();
        return new Namespace(namespace.getDatabaseName(), namespace.getCollectionName());
    }

    /**
     * Takes the cache out: from now on reads and writes through all handles go straight to MongoDB, and this process stops
     * to watch, to follow and to lead. Does nothing where that is so already. Returns when all has stopped, after a few
     * seconds at most.
     */
    public void disable() {
        switching.disable();
    }

    /**
     * Puts the cache in again. Nothing that may have changed meanwhile is served: cached results are as soon as this process
     * surely knows of all changes, as after {@link MeerkatBuilder#build}. Does nothing where the cache is in.
     *
     * @throws MeerkatException where MongoDB doesn't answer, or this one can't be cached; the cache stays out
     * @throws IllegalStateException after {@link #close}
     */
    public void enable() {
        switching.enable();
    }

    /** Whether the cache is in; {@link #health} tells whether it serves. */
    public boolean isEnabled() {
        return switching.protocol() != null;
    }

    /** Runs the action; nothing that it reads in this thread, through whatever handle, comes from the cache. */
    public void withoutCache(Runnable action) {
        try (CallScopes.Scope scope = proxies.scopes().withoutCache()) {
            action.run();
        }
    }

    /** What the action returns; nothing that it reads in this thread, through whatever handle, comes from the cache. */
    public <T extends @Nullable Object> T withoutCache(Supplier<T> action) {
        try (CallScopes.Scope scope = proxies.scopes().withoutCache()) {
            return action.get();
        }
    }

    /** How this process's cache is doing now. */
    public Health health() {
        Protocol protocol = switching.protocol();
        return protocol == null ? new Health(false, Optional.empty(), false, 0, false, 0) : protocol.health();
    }

    /** The counts of this process since the start. */
    public CacheStatistics statistics() {
        return cache.reads().statistics();
    }

    /** The counts of this process as meters, tagged {@code cache=meerkat}. */
    public MeterBinder meters() {
        return new MeerkatMeters(new ProcessVitals(cache.reads(), cache.gate(), switching), "meerkat");
    }

    /** Stops and closes; a second call does nothing. Waits for what is under way, a few seconds at most. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            switching.close();
            mongo.close();
        }
    }
}
