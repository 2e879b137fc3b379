package dev.meerkat.cache.spi;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The tier that processes share: opaque values under opaque keys. Thread-safe.
 *
 * <p>No method throws or blocks for long because the tier is away: a value that can't be had is a miss, one that can't be
 * stored is dropped. Values may vanish at any time, and an old one may come back: the validity rule is applied to whatever
 * is found.
 *
 * <p>{@link #getOrPut}, {@link #swap} and {@link #replace} are what processes agree by on who loads. A tier may leave them
 * as they are here: then each process loads for itself.
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

    /**
     * The value, as {@link #get} says. Where there is none, this one is stored in the same step, for at most {@code ttl}: of
     * several who ask at once, one gets null and the others what that one stored. A tier that can't do so only gets.
     *
     * @param key not to be changed
     * @param value not to be changed
     * @param ttl positive
     * @return the value that was there, or null
     */
    default byte @Nullable [] getOrPut(byte[] key, byte[] value, Duration ttl) {
        return get(key);
    }

    /**
     * Stores the value at once, for at most {@code ttl}, and returns the one that it replaced in the same step; null where
     * there was none, or the tier can't do so or say in time: then it is unknown whether it was stored.
     *
     * @param key not to be changed
     * @param value not to be changed
     * @param ttl positive
     * @return the value that was there, or null
     */
    default byte @Nullable [] swap(byte[] key, byte[] value, Duration ttl) {
        return null;
    }

    /**
     * Stores the value for at most {@code ttl}, soon or never, where what is stored then equals {@code expected}. Another
     * value that comes in that moment may be lost.
     *
     * @param key not to be changed
     * @param expected not to be changed
     * @param value not to be changed
     * @param ttl positive
     */
    default void replace(byte[] key, byte[] expected, byte[] value, Duration ttl) {}

    /** {@return no shared tier} */
    static RemoteTier none() {
        return NoRemoteTier.INSTANCE;
    }
}
