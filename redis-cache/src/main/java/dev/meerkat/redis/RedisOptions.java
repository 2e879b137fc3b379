package dev.meerkat.redis;

import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.UnifiedJedis;

/**
 * Which Redis, and what Meerkat's keys there begin with: {@code <keyPrefix>:<epoch>:}. Immutable; prints without secrets.
 */
public final class RedisOptions {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:{}-]{1,100}");

    private final @Nullable RedisUrl url;
    private final @Nullable UnifiedJedis client;
    private final String keyPrefix;
    private final String epoch;
    private final RedisLimits limits;

    private RedisOptions(
            @Nullable RedisUrl url, @Nullable UnifiedJedis client, String keyPrefix, String epoch, RedisLimits limits) {
        this.url = url;
        this.client = client;
        this.keyPrefix = name("keyPrefix", keyPrefix);
        this.epoch = name("epoch", epoch);
        this.limits = Objects.requireNonNull(limits, "limits");
    }

    private static String name(String what, String value) {
        if (!NAME.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    what + " must be 1 to 100 of the characters A-Z a-z 0-9 . _ : { } -, not '" + value + "'");
        }
        return value;
    }

    /**
     * Meerkat makes its own connections. With TLS the certificate and the name in it are verified; where Redis Sentinel
     * or the cluster's nodes tell addresses and not names, the certificates must hold the addresses.
     *
     * @param url one server: {@code redis://[[user]:password@]host[:port][/database]}; Redis Sentinel: {@code
     *     redis-sentinel://[[user]:password@]host[:port],host[:port]/master-name}, where {@code
     *     ?sentinelUser=…&sentinelPassword=…&db=0} may follow; Redis Cluster: {@code
     *     redis-cluster://[[user]:password@]host[:port],host[:port]}. For TLS {@code rediss://}, {@code
     *     rediss-sentinel://}, {@code rediss-cluster://}
     * @param keyPrefix what all keys begin with
     * @param epoch of the MongoDB cluster: values of another epoch are never seen
     * @return the options, with limits as by default
     * @throws IllegalArgumentException where one of them is not valid, or needs a newer Jedis than there is
     */
    public static RedisOptions of(String url, String keyPrefix, String epoch) {
        RedisUrl parsed = RedisUrl.parse(url);
        JedisVersion.requireFor(parsed);
        return new RedisOptions(parsed, null, keyPrefix, epoch, RedisLimits.DEFAULT);
    }

    /**
     * Meerkat uses the application's own client, and never closes it. The client's time limits apply: with Jedis'
     * defaults of two seconds a Redis that hangs is felt for longer than with a URL. The broadcast takes one of its
     * connections. It may be a client of one server, of Redis Sentinel or of a cluster.
     *
     * @param client stays the caller's
     * @param keyPrefix what all keys begin with
     * @param epoch of the MongoDB cluster: values of another epoch are never seen
     * @return the options, with limits as by default
     * @throws IllegalArgumentException where one of them is not valid
     */
    public static RedisOptions of(UnifiedJedis client, String keyPrefix, String epoch) {
        return new RedisOptions(null, Objects.requireNonNull(client, "client"), keyPrefix, epoch, RedisLimits.DEFAULT);
    }

    /**
     * {@return the same with other limits} They have no effect on a client that was handed in.
     *
     * @param other the limits to take
     */
    public RedisOptions withLimits(RedisLimits other) {
        return new RedisOptions(url, client, keyPrefix, epoch, other);
    }

    /** Whether it is a cluster. */
    boolean isCluster() {
        return url == null ? client instanceof RedisClusterClient : url.kind() == RedisUrl.Kind.CLUSTER;
    }

    @Nullable
    RedisUrl url() {
        return url;
    }

    @Nullable
    UnifiedJedis client() {
        return client;
    }

    String keyPrefix() {
        return keyPrefix;
    }

    String epoch() {
        return epoch;
    }

    RedisLimits limits() {
        return limits;
    }

    @Override
    public String toString() {
        return (url == null ? "the application's Redis client" : url) + ", keys " + keyPrefix + ":" + epoch + ":*";
    }
}
