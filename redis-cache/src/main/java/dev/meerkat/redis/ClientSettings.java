package dev.meerkat.redis;

import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.SslOptions;

/** What clients of our own are told. */
final class ClientSettings {

    private ClientSettings() {}

    /** For connections to servers. */
    static JedisClientConfig servers(RedisUrl url, RedisLimits limits) {
        return config(url.login(), url.tls(), limits)
                .database(url.database())
                .clientName("meerkat")
                .build();
    }

    /** For connections to sentinels, who need to let us do nothing but ask and listen. */
    static JedisClientConfig sentinels(RedisUrl url, RedisLimits limits) {
        return config(url.sentinelLogin(), url.tls(), limits).build();
    }

    @SuppressWarnings("deprecation") // Jedis 8 has nothing in their place yet
    private static DefaultJedisClientConfig.Builder config(
            RedisUrl.@Nullable Login login, boolean tls, RedisLimits limits) {
        DefaultJedisClientConfig.Builder config = withoutHello()
                .connectionTimeoutMillis((int) limits.connect().toMillis())
                .socketTimeoutMillis((int) limits.read().toMillis())
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED);
        if (login != null) {
            config.user(login.user()).password(login.password());
        }
        // the defaults verify the certificate and the name in it
        return tls ? config.sslOptions(SslOptions.defaults()) : config;
    }

    /** Connections that speak the server's own protocol: HELLO is not asked for, which users may lack. */
    private static DefaultJedisClientConfig.Builder withoutHello() {
        DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder();
        try {
            return config.serverDefaultProtocol();
        } catch (NoSuchMethodError beforeJedis8) { // such as Spring Boot 4's; there it is the default
            return config;
        }
    }

    /** For the connections to one server. */
    static ConnectionPoolConfig pool(RedisLimits limits) {
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(limits.connections());
        pool.setMaxIdle(limits.connections());
        pool.setMaxWait(limits.poolWait());
        pool.setJmxEnabled(false);
        return pool;
    }
}
