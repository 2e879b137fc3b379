package dev.meerkat.redis;

import dev.meerkat.cache.spi.LogStore.StoredRecord;
import dev.meerkat.cache.spi.LogStore.Subscriber;
import dev.meerkat.cache.spi.PortException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.BinaryJedisPubSub;

/**
 * Hands what comes in on one line to the subscriber, and knows when the line was last heard of. The line's thread calls
 * the {@code on…} methods; any thread the others.
 */
final class BroadcastListener extends BinaryJedisPubSub {

    private static final Logger LOG = LoggerFactory.getLogger(RedisCache.class);

    private final Subscriber subscriber;
    private final Runnable onConfirmed;
    private final AtomicBoolean retired = new AtomicBoolean();
    private volatile long heardAt = System.nanoTime();
    private volatile long confirmedAt;
    private volatile boolean confirmed;
    private volatile boolean delivering;
    private volatile boolean ended;
    private volatile @Nullable Throwable failure;
    private boolean hungUp;

    /**
     * @param subscriber receives the records
     * @param onConfirmed is run when the server has confirmed the subscription, before the subscriber hears of it
     */
    BroadcastListener(Subscriber subscriber, Runnable onConfirmed) {
        this.subscriber = subscriber;
        this.onConfirmed = onConfirmed;
    }

    @Override
    public void onSubscribe(byte[] channel, int subscribedChannels) {
        if (confirmed) {
            heardAt = System.nanoTime();
            return;
        }
        confirmedAt = System.nanoTime();
        confirmed = true;
        if (retired.get()) {
            hangUp();
            return;
        }
        onConfirmed.run();
        deliver(subscriber::onGap);
    }

    @Override
    public void onMessage(byte[] channel, byte[] message) {
        try {
            StoredRecord stored = BroadcastFormat.decode(message);
            deliver(() -> subscriber.onRecord(stored));
        } catch (PortException foreign) {
            heardAt = System.nanoTime();
            LOG.debug("A message on Meerkat's channel is not of Meerkat.", foreign);
        }
    }

    private void deliver(Runnable delivery) {
        delivering = true;
        try {
            if (!retired.get()) {
                delivery.run();
            }
        } catch (RuntimeException e) {
            LOG.error("A subscriber to the log failed.", e);
        } finally {
            heardAt = System.nanoTime();
            delivering = false;
        }
    }

    /**
     * Asks the server for a sign of life, if the line is up: it confirms a second subscription to the same channel, too. (A
     * PING's answer can reach Jedis before Jedis expects it, which ends the subscription and leaves its connection in the pool,
     * still subscribed.) This object's monitor keeps the line's writers apart: two may not
     * write at once, and whatever followed a hang-up would be answered to the connection's next user.
     */
    synchronized void probe(byte[] channel) {
        if (confirmed && !ended && !hungUp) {
            subscribe(channel);
        }
    }

    /** Asks the server, once, to end the subscription. A line that isn't confirmed yet hangs up by itself when it is. */
    synchronized void hangUp() {
        if (confirmed && !ended && !hungUp) {
            hungUp = true;
            unsubscribe();
        }
    }

    /** Nothing more is delivered. */
    void retire() {
        retired.set(true);
    }

    /** The line is no longer listened to. */
    void ended(@Nullable Throwable cause) {
        failure = cause;
        ended = true;
    }

    boolean hasEnded() {
        return ended;
    }

    /** Why it ended; null where nothing failed. */
    @Nullable
    Throwable failure() {
        return failure;
    }

    /** For how long, in nanoseconds, nothing was heard while nothing was being delivered. */
    long silenceNanos() {
        return delivering ? 0 : System.nanoTime() - heardAt;
    }

    /** For how long, in nanoseconds, it has been confirmed. */
    long confirmedNanos() {
        return confirmed ? System.nanoTime() - confirmedAt : 0;
    }
}
