package dev.meerkat.redis;

import dev.meerkat.cache.spi.Ticker;
import java.time.Duration;
import redis.clients.jedis.params.SetParams;

/**
 * Whether Redis takes a SET that also gets, which asks for a lease in the same round trip. One older than 7.0 refuses it, as
 * does one that may not be written to, for want of memory or of replicas, but may be read. Then it is read only, and asked
 * for more after a while. Thread-safe.
 */
final class CombinedSet {

    private static final long PAUSE = Duration.ofSeconds(10).toNanos();

    private final Ticker ticker;
    private volatile boolean refused;
    private volatile long refusedAt;

    CombinedSet(Ticker ticker) {
        this.ticker = ticker;
    }

    /** Whether to try it now. */
    boolean isTried() {
        return !refused || ticker.nanoTime() - refusedAt >= PAUSE;
    }

    void wasRefused() {
        refusedAt = ticker.nanoTime();
        refused = true;
    }

    void wasTaken() {
        if (refused) {
            refused = false;
        }
    }

    /** For at most so long. */
    static SetParams lifetime(Duration ttl) {
        Duration longest = Duration.ofDays(366);
        return SetParams.setParams().px(Math.max(1, (ttl.compareTo(longest) > 0 ? longest : ttl).toMillis()));
    }
}
