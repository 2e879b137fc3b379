package dev.meerkat.redis;

import dev.meerkat.embedded.EmbeddedRedis;
import dev.meerkat.embedded.EmbeddedRedisCluster;
import dev.meerkat.embedded.EmbeddedRedisSentinel;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.RedisSentinelClient;
import redis.clients.jedis.UnifiedJedis;

/**
 * Each kind of Redis, reached by a URL and by a client that is lent. The servers start when first asked for, and serve all
 * tests of this JVM that leave them as they are.
 */
enum Way {
    SINGLE_BY_URL(() -> byUrl(Shared.SINGLE.get().url())),
    SINGLE_BY_CLIENT(() -> byClient(Shared.SINGLE_CLIENT.get())),
    SENTINEL_BY_URL(() -> byUrl(Shared.SENTINEL.get().url())),
    SENTINEL_BY_CLIENT(() -> byClient(Shared.SENTINEL_CLIENT.get())),
    CLUSTER_BY_URL(() -> byUrl(Shared.CLUSTER.get().url())),
    CLUSTER_BY_CLIENT(() -> byClient(Shared.CLUSTER_CLIENT.get()));

    private final Supplier<RedisOptions> options;

    Way(Supplier<RedisOptions> options) {
        this.options = options;
    }

    private static RedisOptions byUrl(String url) {
        return RedisOptions.of(url, "contract", "e1").withLimits(Patience.LIMITS);
    }

    private static RedisOptions byClient(UnifiedJedis client) {
        return RedisOptions.of(client, "contract", "e1");
    }

    /** An empty cache. */
    RedisCache open() throws Exception {
        RedisCache cache = RedisCache.connect(options.get());
        cache.deleteAllKeysByScanning();
        return cache;
    }

    static RedisSentinelClient client(EmbeddedRedisSentinel redis) {
        return RedisSentinelClient.builder()
                .masterName(redis.masterName())
                .sentinels(addresses(redis.sentinelPorts()))
                .build();
    }

    static RedisClusterClient client(EmbeddedRedisCluster redis) {
        return RedisClusterClient.create(addresses(redis.ports()));
    }

    private static Set<HostAndPort> addresses(List<Integer> ports) {
        return ports.stream().map(port -> new HostAndPort("127.0.0.1", port)).collect(Collectors.toSet());
    }

    /** What is started once; it ends with this JVM. */
    static final class Shared {

        private static final Once<EmbeddedRedis> SINGLE = new Once<>(EmbeddedRedis::start);
        static final Once<EmbeddedRedisSentinel> SENTINEL = new Once<>(EmbeddedRedisSentinel::start);
        static final Once<EmbeddedRedisCluster> CLUSTER = new Once<>(EmbeddedRedisCluster::start);
        private static final Once<UnifiedJedis> SINGLE_CLIENT =
                new Once<>(() -> RedisClient.create("127.0.0.1", SINGLE.get().port()));
        private static final Once<UnifiedJedis> SENTINEL_CLIENT = new Once<>(() -> client(SENTINEL.get()));
        private static final Once<UnifiedJedis> CLUSTER_CLIENT = new Once<>(() -> client(CLUSTER.get()));

        private Shared() {}
    }

    /** What is made when first asked for. */
    static final class Once<T> {

        private final Supplier<T> maker;
        private @Nullable T made;

        private Once(Supplier<T> maker) {
            this.maker = maker;
        }

        synchronized T get() {
            T known = made;
            if (known == null) {
                known = maker.get();
                made = known;
            }
            return known;
        }
    }
}
