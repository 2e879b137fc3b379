package dev.meerkat.redis;

import dev.meerkat.cache.spi.LogStore;
import dev.meerkat.cache.spi.LogStoreContract;
import dev.meerkat.embedded.EmbeddedRedis;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import redis.clients.jedis.RedisClient;

final class LentConnectionLogStoreContractTest extends LogStoreContract {

    private static EmbeddedRedis redis;
    private static RedisClient client;
    private RedisCache cache;

    @BeforeAll
    static void startRedis() {
        redis = EmbeddedRedis.start();
        client = RedisClient.create("127.0.0.1", redis.port());
    }

    @AfterAll
    static void stopRedis() {
        client.close();
        redis.close();
    }

    @BeforeEach
    void open() throws Exception {
        cache = RedisCache.connect(RedisOptions.of(client, "contract", "e1"));
        cache.deleteAllKeysByScanning();
    }

    @AfterEach
    void close() {
        cache.close();
    }

    @Override
    protected LogStore store() {
        return cache.logStore();
    }
}
