package dev.meerkat;

import dev.meerkat.cache.log.LocalLog;
import dev.meerkat.cache.spi.LogStore;
import dev.meerkat.cache.spi.PortException;
import dev.meerkat.monitoring.RedisState;
import dev.meerkat.redis.RedisCache;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * This process's part in the protocol from when the cache is switched on until it is switched off: the connection to Redis,
 * and the node. Thread-safe.
 */
final class Protocol implements AutoCloseable {

    private final LocalCache cache;
    private final Deployment deployment;
    private final @Nullable RedisCache redis;
    private final Node node;

    private Protocol(LocalCache cache, Deployment deployment, @Nullable RedisCache redis, Node node) {
        this.cache = cache;
        this.deployment = deployment;
        this.redis = redis;
        this.node = node;
    }

    /**
     * Finds out whether this MongoDB can be cached, and gets all ready. Nothing runs yet.
     *
     * @throws UnavailableException where it can't be
     * @throws MeerkatException where it doesn't answer, or a wrapped handle is of another deployment
     */
    static Protocol open(
            MeerkatConfig config, MongoConnection mongo, Metadata metadata, Deployment deployment, LocalCache cache) {
        ReplicaSet set = ReplicaSet.of(mongo);
        Deployment.Identity identity = new Deployment.Identity(set, metadata.prepare());
        try {
            deployment.recognize(identity);
        } catch (RuntimeException e) {
            deployment.forget();
            throw e;
        }
        RedisCache redis = config.sharing() ? RedisCache.connect(config.redisOptions(identity.epoch())) : null;
        LogStore log = redis == null ? new LocalLog() : redis.logStore();
        if (redis != null) {
            cache.tier().open(redis.remoteTier(), identity.epoch().getBytes(StandardCharsets.UTF_8));
        }
        return new Protocol(cache, deployment, redis, new Node(mongo.client(), metadata, config, cache, log));
    }

    /** Begins to watch, to follow, to take notes. */
    void start() {
        node.start();
        if (redis != null) {
            node.every(redis::probe);
        }
    }

    /** Every write that was answered before this call has a cluster time at or below the result. */
    long note() throws PortException {
        return node.note();
    }

    /** Runs the task on one of the protocol's threads, now and every heartbeat, until it returns true or this is closed. */
    void until(BooleanSupplier task) {
        node.until(task);
    }

    /** What can be seen of the process. */
    Node node() {
        return node;
    }

    /** What has become of Redis. */
    RedisState redis() {
        if (redis == null) {
            return RedisState.NONE;
        }
        return redis.statistics().available() ? RedisState.UP : RedisState.DOWN;
    }

    /** Stops all of it; waits for what is under way, a few seconds at most. */
    @Override
    public void close() {
        node.close();
        cache.tier().close();
        if (redis != null) {
            redis.close();
        }
        deployment.forget();
    }
}
