package dev.meerkat.changes;

import dev.meerkat.cache.ClusterTime;
import dev.meerkat.cache.ProtocolTimes;
import dev.meerkat.cache.log.LogFollower;
import dev.meerkat.cache.spi.Ticker;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides when a process that follows a shared log watches MongoDB for itself, and when it does so no more. Thread-safe.
 *
 * <p>It begins where the log's watermark stood still for longer than a new leader takes to be found, although MongoDB answers
 * notes: then the log is the trouble, and not MongoDB. Processes begin at moments of their own, so that they don't open their
 * streams all at once. It ends when the log has kept up with this process for a while.
 *
 * <p>The stream begins at the follower's own watermark, and the log goes on by the follower's rule of continuity: neither
 * loses anything. So a wrong decision costs a stream too many, or a shut gate for a while, and never a wrong value.
 */
public final class SoloWatch {

    private static final Logger LOG = LoggerFactory.getLogger(SoloWatch.class);

    private final Watcher own;
    private final LogFollower follower;
    private final Ticker ticker;
    private final RandomGenerator random;
    private final ProtocolTimes times;

    private volatile boolean solo;
    private volatile long answeredAt;
    private boolean closed;
    private long stretches;
    private long logged = ClusterTime.NONE;
    private long risenAt;
    private long troubleSince;
    private Duration patience;
    private long levelSince;
    private long lookBefore = ClusterTime.NONE;
    private long twoLooksBefore = ClusterTime.NONE;

    /**
     * @param own writes to a log of its own, and gives its records to {@link LogFollower#acceptOwn}
     * @param follower of the shared log
     * @param ticker the process's clocks
     * @param random for jitter only
     * @param times the protocol's times
     */
    public SoloWatch(Watcher own, LogFollower follower, Ticker ticker, RandomGenerator random, ProtocolTimes times) {
        this.own = own;
        this.follower = follower;
        this.ticker = ticker;
        this.random = random;
        this.times = times;
        this.patience = patience();
        long now = ticker.nanoTime();
        this.risenAt = now;
        this.answeredAt = now;
        this.troubleSince = now;
    }

    /** MongoDB has answered a note. */
    public void noted() {
        answeredAt = ticker.nanoTime();
    }

    /** One look at the log; to be called every heartbeat. */
    public synchronized void tick() {
        if (closed) {
            return;
        }
        long now = ticker.nanoTime();
        boolean risen = ClusterTime.isAfter(follower.logWatermark(), logged);
        if (risen) {
            logged = follower.logWatermark();
            risenAt = now;
        }
        if (solo) {
            lookForTheLog(now);
        } else {
            lookForTrouble(now, risen);
        }
        twoLooksBefore = lookBefore;
        lookBefore = follower.watermark();
    }

    private void lookForTrouble(long now, boolean risen) {
        if (risen || now - answeredAt > times.selfDoubt().toNanos()) {
            troubleSince = now;
        } else if (now - troubleSince > patience.toNanos()) {
            LOG.info("The shared log stands still: this process watches MongoDB for itself.");
            solo = true;
            levelSince = now;
            own.beginAt(++stretches, follower.watermark());
        }
    }

    private void lookForTheLog(long now) {
        if (now - risenAt > times.selfDoubt().toNanos() || ClusterTime.isAfter(twoLooksBefore, logged)) {
            levelSince = now;
        } else if (now - levelSince > times.patience().toNanos()) {
            LOG.info("The shared log goes on: this process watches MongoDB no more for itself.");
            solo = false;
            own.end();
            troubleSince = now;
            patience = patience();
        }
    }

    /** From just above the time in which a new leader begins to write, up to the bound. */
    private Duration patience() {
        long least = times.patience().plus(times.heartbeat()).toNanos();
        return Duration.ofNanos(random.nextLong(least, times.maxStaleness().toNanos()));
    }

    /** {@return whether this process watches for itself} */
    public boolean isSolo() {
        return solo;
    }

    /** Ends the stream of its own, if there is one, and begins none any more. */
    public synchronized void close() {
        closed = true;
        solo = false;
        own.end();
    }
}
