package dev.meerkat.cache.spi;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

enum NoRemoteTier implements RemoteTier {
    INSTANCE;

    @Override
    public byte @Nullable [] get(byte[] key) {
        return null;
    }

    @Override
    public void put(byte[] key, byte[] value, Duration ttl) {}
}
