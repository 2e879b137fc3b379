package dev.meerkat.redis;

import dev.meerkat.cache.spi.LogStore;
import dev.meerkat.cache.spi.LogStoreContract;
import dev.meerkat.embedded.EmbeddedRedis;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

final class OwnConnectionLogStoreContractTest extends LogStoreContract {

    private static EmbeddedRedis redis;
    private RedisCache cache;

    @BeforeAll
    static void startRedis() {
        redis = EmbeddedRedis.start();
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    @BeforeEach
    void open() throws Exception {
        cache = RedisCache.connect(
                RedisOptions.of(redis.url(), "contract", "e1").withLimits(Patience.LIMITS));
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
