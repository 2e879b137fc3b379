package dev.meerkat.cache.spi;

final class InMemoryClusterClockTest extends ClusterClockContract {

    private final InMemoryCluster cluster = new InMemoryCluster();

    @Override
    protected ClusterClock clock() {
        return cluster;
    }

    @Override
    protected long write() {
        return cluster.tick();
    }

    @Override
    protected void losePrimary() {
        cluster.setPrimary(false);
    }
}
