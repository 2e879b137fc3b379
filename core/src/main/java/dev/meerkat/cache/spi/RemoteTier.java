package dev.meerkat.cache.spi;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The tier that processes share: opaque values under opaque keys. Thread-safe.
 *
 * <p>No method throws or blocks for long because the tier is away: a value that can't be had is a miss, one that can't be
 * stored is dropped. Values may vanish at any time, and an old one may come back: the validity rule is applied to whatever
 * is found.
 */
public interface RemoteTier {

    /**
     * {@return the value, or null where there is none or the tier can't say in time}
     *
     * @param key not to be changed
     */
    byte @Nullable [] get(byte[] key);

    /**
     * Stores the value for at most {@code ttl}, soon or never. Neither array may be changed afterwards.
     *
     * @param key not to be changed
     * @param value not to be changed
     * @param ttl positive
     */
    void put(byte[] key, byte[] value, Duration ttl);

    /** {@return no shared tier} */
    static RemoteTier none() {
        return NoRemoteTier.INSTANCE;
    }
}
