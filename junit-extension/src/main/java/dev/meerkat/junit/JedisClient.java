package dev.meerkat.junit;

import java.net.URI;
import redis.clients.jedis.RedisClient;

/** Makes a client with Jedis. Loaded only where Jedis is there. */
final class JedisClient {

    private JedisClient() {}

    static AutoCloseable of(URI uri) {
        return RedisClient.create(uri);
    }
}
