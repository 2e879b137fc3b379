package dev.meerkat.redis;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.UnifiedJedis;

/**
 * The way to Redis: a pool of our own, or the client that the application handed in. Nothing is connected until it is
 * used. Thread-safe.
 */
final class RedisConnection implements AutoCloseable {

    private final UnifiedJedis commands;
    private final @Nullable RedisClient own;
    private final @Nullable RedisUrl url;
    private final @Nullable JedisClientConfig config;

    RedisConnection(RedisOptions options) {
        url = options.url();
        if (url == null) {
            config = null;
            own = null;
            commands = Objects.requireNonNull(options.client());
        } else {
            config = config(url, options.limits());
            own = RedisClient.builder()
                    .hostAndPort(url.address())
                    .clientConfig(config)
                    .poolConfig(pool(options.limits()))
                    .build();
            commands = own;
        }
    }

    @SuppressWarnings("deprecation") // Jedis 8 has nothing in their place yet
    private static JedisClientConfig config(RedisUrl url, RedisLimits limits) {
        DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder()
                .serverDefaultProtocol()
                .connectionTimeoutMillis((int) limits.connect().toMillis())
                .socketTimeoutMillis((int) limits.read().toMillis())
                .user(url.user())
                .password(url.password())
                .database(url.database())
                .clientName("meerkat")
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED);
        // the defaults verify the certificate and the name in it
        return (url.tls() ? config.sslOptions(SslOptions.defaults()) : config).build();
    }

    private static ConnectionPoolConfig pool(RedisLimits limits) {
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(limits.connections());
        pool.setMaxIdle(limits.connections());
        pool.setMaxWait(limits.poolWait());
        pool.setJmxEnabled(false);
        return pool;
    }

    /** For commands that are answered at once. */
    UnifiedJedis commands() {
        return commands;
    }

    /** A new line for the broadcast. */
    BroadcastLine line() {
        return url == null || config == null
                ? new SharedBroadcastLine(commands)
                : new OwnBroadcastLine(url.address(), config);
    }

    /** Redis went away: what is left of our own connections is of no use. */
    void dropIdle() {
        if (own != null) {
            own.getPool().clear();
        }
    }

    @Override
    public void close() {
        if (own != null) {
            own.close();
        }
    }
}
