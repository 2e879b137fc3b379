package dev.meerkat.redis;

import dev.meerkat.cache.spi.RemoteTier;
import dev.meerkat.cache.spi.RemoteTierContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Way.class)
final class RedisRemoteTierContractTest extends RemoteTierContract {

    private final Way way;
    private RedisCache cache;

    RedisRemoteTierContractTest(Way way) {
        this.way = way;
    }

    @BeforeEach
    void open() throws Exception {
        cache = way.open();
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
