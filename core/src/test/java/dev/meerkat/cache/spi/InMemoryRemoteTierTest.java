package dev.meerkat.cache.spi;

final class InMemoryRemoteTierTest extends RemoteTierContract {

    private final RemoteTier tier = new InMemoryRemoteTier(Ticker.system());

    @Override
    protected RemoteTier tier() {
        return tier;
    }
}
