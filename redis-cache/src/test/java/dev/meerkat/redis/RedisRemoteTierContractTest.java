package dev.meerkat.redis;

import dev.meerkat.cache.spi.RemoteTier;
import dev.meerkat.cache.spi.RemoteTierContract;
import dev.meerkat.embedded.EmbeddedRedis;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

final class RedisRemoteTierContractTest extends RemoteTierContract {

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
    protected RemoteTier tier() {
        return cache.remoteTier();
    }
}
