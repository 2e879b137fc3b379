package dev.meerkat.redis;

import java.util.Objects;
import redis.clients.jedis.UnifiedJedis;

/**
 * The way to Redis: clients of our own, or the one that the application handed in. Nothing is connected until it is used.
 * Thread-safe.
 */
interface RedisConnection extends AutoCloseable {

    /** The way that the options tell. */
    static RedisConnection of(RedisOptions options) {
        RedisUrl url = options.url();
        if (url == null) {
            return new LentConnection(Objects.requireNonNull(options.client()));
        }
        return switch (url.kind()) {
            case SINGLE -> new SingleConnection(url, options.limits());
            case SENTINEL -> new SentinelConnection(url, options.limits());
            case CLUSTER -> new ClusterConnection(url, options.limits());
        };
    }

    /**
     * For commands that are answered at once.
     *
     * @throws redis.clients.jedis.exceptions.JedisException where nobody tells where Redis is
     */
    UnifiedJedis commands();

    /** Whether commands about any keys may be sent in one write. */
    boolean pipelines();

    /** A new line for the broadcast. */
    BroadcastLine line();

    /** Redis went away: what is left of our own connections is of no use. */
    void dropIdle();

    /** Redis is still away, or came back: it may be somewhere else now. */
    void lookAround();

    @Override
    void close();
}
