package dev.meerkat.cache.log;

import dev.meerkat.cache.spi.LogStore;
import dev.meerkat.cache.spi.LogStoreContract;

final class LocalLogTest extends LogStoreContract {

    private final LogStore store = new LocalLog();

    @Override
    protected LogStore store() {
        return store;
    }
}
