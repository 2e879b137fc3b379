package dev.meerkat.redis;

import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ConnectionPool;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Pools of our own to all nodes of a cluster. A command goes where its key is; the broadcast is the same at each node, so a
 * line takes any of them, but not the one that the line before it took.
 */
final class ClusterConnection implements RedisConnection {

    private static final int ATTEMPTS = 3;

    private final RedisUrl url;
    private final RedisLimits limits;
    private final JedisClientConfig config;
    private final LazyClient<RedisClusterClient> client;
    private volatile @Nullable HostAndPort lastForLine;

    ClusterConnection(RedisUrl url, RedisLimits limits) {
        this.url = url;
        this.limits = limits;
        this.config = ClientSettings.servers(url, limits);
        this.client = new LazyClient<>(this::connect, limits);
    }

    private RedisClusterClient connect() {
        try {
            return build();
        } catch (JedisException e) {
            String faults = Stream.of(e.getSuppressed())
                    .map(Throwable::getMessage)
                    .distinct()
                    .collect(Collectors.joining("; "));
            throw new JedisConnectionException("no node tells about the cluster (" + faults + ")", e);
        }
    }

    private RedisClusterClient build() {
        return RedisClusterClient.builder()
                .nodes(new HashSet<>(url.addresses()))
                .clientConfig(config)
                .poolConfig(ClientSettings.pool(limits))
                .maxAttempts(ATTEMPTS)
                .maxTotalRetriesDuration(limits.poolWait())
                .build();
    }

    @Override
    public UnifiedJedis commands() {
        return client.get();
    }

    @Override
    public boolean pipelines() {
        return false;
    }

    @Override
    public BroadcastLine line() {
        return new OwnBroadcastLine(this::someNode, config, connected -> false);
    }

    private HostAndPort someNode() {
        RedisClusterClient made = client.made();
        List<HostAndPort> known = made == null
                ? url.addresses()
                : made.getClusterNodes().keySet().stream()
                        .map(HostAndPort::from)
                        .toList();
        List<HostAndPort> others =
                known.stream().filter(node -> !node.equals(lastForLine)).toList();
        List<HostAndPort> nodes = others.isEmpty() ? url.addresses() : others;
        HostAndPort chosen = nodes.get(ThreadLocalRandom.current().nextInt(nodes.size()));
        lastForLine = chosen;
        return chosen;
    }

    @Override
    public void dropIdle() {
        RedisClusterClient made = client.made();
        if (made != null) {
            made.getClusterNodes().values().forEach(ConnectionPool::clear);
        }
    }

    @Override
    public void lookAround() {
        RedisClusterClient made = client.made();
        if (made != null) {
            made.refreshClusterTopology();
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
