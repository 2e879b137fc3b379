package dev.meerkat.redis;

import dev.meerkat.cache.spi.LogStore;
import dev.meerkat.cache.spi.LogStoreContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Way.class)
final class RedisLogStoreContractTest extends LogStoreContract {

    private final Way way;
    private RedisCache cache;

    RedisLogStoreContractTest(Way way) {
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
    protected LogStore store() {
        return cache.logStore();
    }
}
