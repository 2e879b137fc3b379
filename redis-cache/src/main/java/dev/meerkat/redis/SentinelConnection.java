package dev.meerkat.redis;

import java.util.HashSet;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisSentinelClient;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.util.Pool;

/**
 * A pool of our own to the server that the sentinels call the master now. Jedis listens to the sentinels and changes its
 * pool with the master. Should it have missed a change, because its connections to the sentinels died unseen, then the next
 * line for the broadcast, for which the sentinels are asked again, tells, and the client is made anew.
 */
final class SentinelConnection implements RedisConnection {

    private final RedisUrl url;
    private final RedisLimits limits;
    private final JedisClientConfig config;
    private final Sentinels sentinels;
    private final LazyClient<RedisSentinelClient> client;

    SentinelConnection(RedisUrl url, RedisLimits limits) {
        this.url = url;
        this.limits = limits;
        this.config = ClientSettings.servers(url, limits);
        this.sentinels = new Sentinels(url, limits);
        this.client = new LazyClient<>(this::connect, limits);
    }

    private RedisSentinelClient connect() {
        sentinels.master(); // where that fails, the message says why
        return RedisSentinelClient.builder()
                .masterName(url.masterName())
                .sentinels(new HashSet<>(url.addresses()))
                .sentinelClientConfig(ClientSettings.sentinels(url, limits))
                .clientConfig(config)
                .poolConfig(ClientSettings.pool(limits))
                .build();
    }

    @Override
    public UnifiedJedis commands() {
        return client.get();
    }

    @Override
    public boolean pipelines() {
        return true;
    }

    @Override
    public BroadcastLine line() {
        return new OwnBroadcastLine(this::master, config, this::isReplaced);
    }

    private HostAndPort master() {
        HostAndPort master = sentinels.master();
        RedisSentinelClient made = client.made();
        if (made != null && !master.equals(made.getCurrentMaster())) {
            client.discard(made);
        }
        return master;
    }

    private boolean isReplaced(HostAndPort connected) {
        RedisSentinelClient made = client.made();
        return made != null && !connected.equals(made.getCurrentMaster());
    }

    @Override
    public void dropIdle() {
        RedisSentinelClient made = client.made();
        if (made != null) {
            made.getPrimaryNodesConnectionMap().values().forEach(Pool::clear);
        }
    }

    @Override
    public void lookAround() {
        // the sentinels tell by themselves
    }

    @Override
    public void close() {
        client.close();
    }
}
