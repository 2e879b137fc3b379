package dev.meerkat.redis;

import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.UnifiedJedis;

/** The application's own client, of whatever kind: it stays open, and its pools are its own business. */
final class LentConnection implements RedisConnection {

    private final UnifiedJedis client;

    LentConnection(UnifiedJedis client) {
        this.client = client;
    }

    @Override
    public UnifiedJedis commands() {
        return client;
    }

    @Override
    public boolean pipelines() {
        return client instanceof RedisClient;
    }

    @Override
    public BroadcastLine line() {
        return new SharedBroadcastLine(client);
    }

    @Override
    public void dropIdle() {
        // not ours
    }

    @Override
    public void lookAround() {
        if (client instanceof RedisClusterClient cluster) {
            cluster.refreshClusterTopology();
        }
    }

    @Override
    public void close() {
        // not ours
    }
}
