package dev.meerkat.cache.spi;

final class InMemoryLeaseStoreTest extends LeaseStoreContract {

    @Override
    protected LeaseStore freshStore() {
        return new InMemoryCluster();
    }
}
