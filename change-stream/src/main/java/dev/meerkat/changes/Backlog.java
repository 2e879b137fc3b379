package dev.meerkat.changes;

import dev.meerkat.cache.ClusterTime;
import dev.meerkat.cache.ProtocolTimes;
import dev.meerkat.cache.spi.Ticker;
import java.time.Duration;

/**
 * Tells whether a stream will not catch up: it is behind by more than the bound, so that nothing is served, and it was no
 * further behind when last looked at. Both ends of the distance are cluster times, in whole seconds. Not thread-safe.
 */
final class Backlog {

    /** Below it a second more or less would be all that there is to be seen. */
    private static final Duration LEAST_INTERVAL = Duration.ofSeconds(2);

    private final Ticker ticker;
    private final long boundSeconds;
    private final long intervalNanos;
    private long lookedAt;
    private long secondsBehind;

    Backlog(Ticker ticker, ProtocolTimes times) {
        this.ticker = ticker;
        this.boundSeconds = times.maxStaleness().toSeconds() + 1;
        this.intervalNanos =
                Math.max(LEAST_INTERVAL.toNanos(), times.maxStaleness().toNanos());
        this.lookedAt = ticker.nanoTime();
    }

    /** Whether it is time to look; the next time is an interval from now. */
    boolean isDue() {
        long now = ticker.nanoTime();
        boolean due = now - lookedAt >= intervalNanos;
        if (due) {
            lookedAt = now;
        }
        return due;
    }

    /**
     * One look.
     *
     * @param note the cluster's time now
     * @param watermark the stream's
     */
    boolean isHopeless(long note, long watermark) {
        long before = secondsBehind;
        secondsBehind = ClusterTime.seconds(note) - ClusterTime.seconds(watermark);
        return before > boundSeconds && secondsBehind >= before;
    }

    /** The stream is at its end. */
    void isGone() {
        secondsBehind = 0;
    }
}
