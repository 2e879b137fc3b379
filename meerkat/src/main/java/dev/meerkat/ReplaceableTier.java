package dev.meerkat;

import dev.meerkat.cache.spi.RemoteTier;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The shared tier, with the epoch of what lies in it, while the protocol has one open; else nothing. Thread-safe. */
final class ReplaceableTier implements RemoteTier {

    private static final Opened NOTHING = new Opened(RemoteTier.none(), new byte[0]);

    private volatile Opened opened = NOTHING;

    private record Opened(RemoteTier tier, byte[] epoch) {}

    void open(RemoteTier tier, byte[] epoch) {
        opened = new Opened(tier, epoch);
    }

    void close() {
        opened = NOTHING;
    }

    /** Of what lies in the tier; empty while there is none. */
    byte[] epoch() {
        return opened.epoch;
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        return opened.tier.get(key);
    }

    @Override
    public void put(byte[] key, byte[] value, Duration ttl) {
        opened.tier.put(key, value, ttl);
    }

    @Override
    public byte @Nullable [] getOrPut(byte[] key, byte[] value, Duration ttl) {
        return opened.tier.getOrPut(key, value, ttl);
    }

    @Override
    public byte @Nullable [] swap(byte[] key, byte[] value, Duration ttl) {
        return opened.tier.swap(key, value, ttl);
    }

    @Override
    public void replace(byte[] key, byte[] expected, byte[] value, Duration ttl) {
        opened.tier.replace(key, expected, value, ttl);
    }
}
