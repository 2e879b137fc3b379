package dev.meerkat.redis;

import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;

/** A pool of our own to one server. */
final class SingleConnection implements RedisConnection {

    private final HostAndPort address;
    private final JedisClientConfig config;
    private final RedisClient client;

    SingleConnection(RedisUrl url, RedisLimits limits) {
        address = url.addresses().get(0);
        config = ClientSettings.servers(url, limits);
        client = RedisClient.builder()
                .hostAndPort(address)
                .clientConfig(config)
                .poolConfig(ClientSettings.pool(limits))
                .build();
    }

    @Override
    public UnifiedJedis commands() {
        return client;
    }

    @Override
    public boolean pipelines() {
        return true;
    }

    @Override
    public BroadcastLine line() {
        return new OwnBroadcastLine(() -> address, config, connected -> false);
    }

    @Override
    public void dropIdle() {
        client.getPool().clear();
    }

    @Override
    public void lookAround() {
        // it is where it was
    }

    @Override
    public void close() {
        client.close();
    }
}
