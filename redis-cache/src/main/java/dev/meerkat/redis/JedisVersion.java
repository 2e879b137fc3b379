package dev.meerkat.redis;

import redis.clients.jedis.DefaultJedisClientConfig;

/**
 * Which Jedis there is at run time. It may be older than the one that Meerkat is built with, since frameworks manage its
 * version, and lacks methods then. They would be missed at the first failover and not before, so it is refused at the start.
 */
final class JedisVersion {

    private static final String FULL = "8.0.2";

    private JedisVersion() {}

    /**
     * Checks that this Jedis can do all that is needed there.
     *
     * @throws IllegalArgumentException where it can't, saying what to do
     */
    static void requireFor(RedisUrl url) {
        boolean plain = url.kind() == RedisUrl.Kind.SINGLE && !url.tls();
        if (!(isFull() || (plain && hasClient()))) {
            throw new IllegalArgumentException((plain ? "" : "Redis Sentinel, Redis Cluster or TLS: ")
                    + "the Jedis on the class path is too old for it; set its version to " + FULL
                    + ", with Spring Boot by the build's property jedis.version");
        }
    }

    /** Jedis 8 or newer. */
    private static boolean isFull() {
        try {
            DefaultJedisClientConfig.Builder.class.getMethod("serverDefaultProtocol");
            return true;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    /** Jedis 7.2 or newer. */
    private static boolean hasClient() {
        try {
            Class.forName("redis.clients.jedis.RedisClient", false, JedisVersion.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
