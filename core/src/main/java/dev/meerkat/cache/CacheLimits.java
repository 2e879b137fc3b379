package dev.meerkat.cache;

import java.time.Duration;

/**
 * How much the cache may take. Immutable.
 *
 * @param nearBytes the near tier's weight at most, in bytes
 * @param resultBytes a result larger than this many bytes of BSON is streamed to its caller and not cached
 * @param tags how many tags' times are remembered at least; 16 bytes each
 * @param flightTimeout how long a caller waits for another's fill of the same thing before it reads for itself
 */
public record CacheLimits(long nearBytes, int resultBytes, int tags, Duration flightTimeout) {

    /** 64 MiB near, 1 MiB a result, 131,072 tags, two seconds. */
    public static final CacheLimits DEFAULT = new CacheLimits(64L << 20, 1 << 20, 1 << 17, Duration.ofSeconds(2));
}
