package dev.meerkat;

import com.mongodb.MongoNamespace;
import com.mongodb.client.MongoCluster;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import dev.meerkat.cache.CacheStatistics;
import dev.meerkat.cache.CacheSwitch;
import dev.meerkat.cache.Gate;
import dev.meerkat.cache.Invalidations;
import dev.meerkat.cache.Namespace;
import dev.meerkat.cache.ReadThroughCache;
import dev.meerkat.cache.log.LocalLog;
import dev.meerkat.cache.spi.LogStore;
import dev.meerkat.cache.spi.RemoteTier;
import dev.meerkat.cache.spi.Ticker;
import dev.meerkat.changes.InvalidationMarks;
import dev.meerkat.changes.MetadataNames;
import dev.meerkat.monitoring.MeerkatMeters;
import dev.meerkat.proxy.CachedCollection;
import dev.meerkat.proxy.HandleProxies;
import dev.meerkat.proxy.ProxyOptions;
import dev.meerkat.redis.RedisCache;
import dev.meerkat.redis.RedisOptions;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
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
    private final @Nullable RedisCache redis;
    private final Metadata metadata;
    private final Node node;
    private final Gate gate;
    private final ReadThroughCache cache;
    private final HandleProxies proxies;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Meerkat(
            MeerkatConfig config, MongoConnection mongo, Metadata metadata, Deployment deployment, String epoch) {
        this.mongo = mongo;
        this.metadata = metadata;
        this.redis = config.sharing() ? RedisCache.connect(redisOptions(config, epoch)) : null;
        this.gate = new Gate(Ticker.system(), config.times().maxStaleness(), config.guards());
        Invalidations invalidations = new Invalidations(config.limits().tags(), config.guards());
        RemoteTier remote = redis == null ? RemoteTier.none() : redis.remoteTier();
        LogStore log = redis == null ? new LocalLog() : redis.logStore();
        this.cache = new ReadThroughCache(
                gate,
                invalidations,
                remote,
                epoch.getBytes(StandardCharsets.UTF_8),
                config.limits(),
                Ticker.system(),
                config.guards());
        this.node = new Node(mongo.client(), metadata, config, gate, invalidations, cache, log);
        this.proxies = new HandleProxies(
                cache,
                new CacheSwitch(true),
                new ProxyOptions(
                        config.defaultTtl(),
                        config.limits().resultBytes(),
                        config.multiDb(),
                        FILL_TIMEOUT,
                        new MetadataNames(config.staticAssetDb())::owns),
                deployment::require);
    }

    /** Begins to collect the settings. */
    public static MeerkatBuilder builder() {
        return new MeerkatBuilder();
    }

    static Meerkat start(MeerkatConfig config) {
        MongoConnection mongo = MongoConnection.open(config.mongoUri(), config.mongoClient());
        try {
            Metadata metadata = new Metadata(mongo.client(), config.staticAssetDb());
            String drawn = metadata.epoch();
            metadata.createIndexes();
            Deployment deployment = new Deployment(mongo, metadata, drawn);
            Meerkat meerkat = new Meerkat(config, mongo, metadata, deployment, epoch(drawn, mongo));
            if (mongo.isSharded()) {
                LOG.warn(
                        "This is a sharded cluster: MongoDB answers every read, since results can't be kept true here yet.");
            } else {
                meerkat.node.start();
            }
            return meerkat;
        } catch (RuntimeException e) {
            mongo.close();
            throw e;
        }
    }

    /** The random id that this deployment drew, and what tells its cluster from all others, as one id. */
    private static String epoch(String drawn, MongoConnection mongo) {
        String both = drawn + "/" + mongo.clusterName();
        return UUID.nameUUIDFromBytes(both.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static RedisOptions redisOptions(MeerkatConfig config, String epoch) {
        return config.jedis() != null
                ? RedisOptions.of(config.jedis(), config.redisKeyPrefix(), epoch)
                : RedisOptions.of(Objects.requireNonNull(config.redisUrl()), config.redisKeyPrefix(), epoch);
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
        cache.written(metadata.mark(mark));
    }

    private static Namespace namespace(MongoCollection<?> collection) {
        MongoNamespace namespace = collection.getNamespace();
        return new Namespace(namespace.getDatabaseName(), namespace.getCollectionName());
    }

    /** How this process's cache is doing now. */
    public Health health() {
        return node.health();
    }

    /** The counts of this process since the start. */
    public CacheStatistics statistics() {
        return cache.statistics();
    }

    /** The counts of this process as meters, tagged {@code cache=meerkat}. */
    public MeterBinder meters() {
        return new MeerkatMeters(new ProcessVitals(cache, gate, node, redis), "meerkat");
    }

    /** Stops and closes; a second call does nothing. Waits for what is under way, a few seconds at most. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            node.close();
            if (redis != null) {
                redis.close();
            }
            mongo.close();
        }
    }
}
