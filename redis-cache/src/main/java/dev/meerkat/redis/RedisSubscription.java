package dev.meerkat.redis;

import dev.meerkat.cache.Backoff;
import dev.meerkat.cache.spi.LogStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisException;

/**
 * One subscription to the broadcast, kept up for ever: a thread watches over another one that listens. The watching one
 * asks over the line for a sign of life; when nothing comes back, be the connection never so open, or when the line breaks, it takes a new
 * line, after a pause that grows. Each new line begins with {@link LogStore.Subscriber#onGap}. Thread-safe.
 */
final class RedisSubscription implements LogStore.Subscription {

    private static final long PROBE_NANOS = Duration.ofMillis(250).toNanos();
    private static final long SILENCE_NANOS = Duration.ofMillis(1500).toNanos();
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final long CLOSING_MILLIS = 1000;
    private static final int MAX_STUCK = 3;

    private final RedisConnection connection;
    private final byte[] channel;
    private final LogStore.Subscriber subscriber;
    private final FailureLog failures;
    private final Runnable onClose;
    private final Thread watcher;
    private final Semaphore wakeUps = new Semaphore(0);
    private final List<Thread> stuck = new ArrayList<>();
    private volatile @Nullable BroadcastListener current;
    private volatile @Nullable Thread listening;
    private volatile boolean closed;

    RedisSubscription(
            RedisConnection connection,
            byte[] channel,
            LogStore.Subscriber subscriber,
            FailureLog failures,
            Consumer<RedisSubscription> onClose) {
        this.connection = connection;
        this.channel = channel;
        this.subscriber = subscriber;
        this.failures = failures;
        this.onClose = () -> onClose.accept(this);
        this.watcher = daemon("meerkat-redis-subscription", this::watch);
    }

    void start() {
        watcher.start();
    }

    private void watch() {
        Backoff backoff = new Backoff(new SplittableRandom(), LONGEST_PAUSE);
        while (!closed) {
            BroadcastListener listener = new BroadcastListener(subscriber, failures::back);
            BroadcastLine line = connection.line();
            Thread thread = daemon("meerkat-redis-listener", () -> listen(line, listener));
            current = listener;
            listening = thread;
            thread.start();
            watchOver(listener, line);
            listener.retire();
            line.cut();
            if (listener.confirmedNanos() > LONGEST_PAUSE.toNanos()) {
                backoff.succeeded();
            }
            if (closed) {
                join(thread, CLOSING_MILLIS / 2);
                return;
            }
            connection.dropIdle();
            lookAround();
            failures.failed("The broadcast of the log was lost; it is tried again until it works.", reason(listener));
            pause(backoff.afterFailure().toNanos());
            waitForStuck(thread);
        }
    }

    private void listen(BroadcastLine line, BroadcastListener listener) {
        Throwable failure = null;
        try {
            line.listen(listener, channel);
        } catch (RuntimeException broken) {
            failure = broken;
        } finally {
            listener.ended(failure);
            wakeUps.release();
        }
    }

    private void lookAround() {
        try {
            connection.lookAround();
        } catch (JedisException nothingSeen) {
            // the next line finds out
        }
    }

    /** Returns when the line has ended, is silent, leads to the wrong place, or is no longer wanted. */
    private void watchOver(BroadcastListener listener, BroadcastLine line) {
        while (!closed && !listener.hasEnded() && listener.silenceNanos() < SILENCE_NANOS && !line.isOutdated()) {
            pause(PROBE_NANOS);
            if (!closed) {
                try {
                    listener.probe(channel);
                } catch (JedisException broken) {
                    return;
                }
            }
        }
    }

    private static Throwable reason(BroadcastListener listener) {
        Throwable failure = listener.failure();
        return failure == null
                ? new JedisException("no sign of life from the server, or there is another one now")
                : failure;
    }

    /** Listeners that could not be cut must not become many. */
    private void waitForStuck(Thread last) {
        stuck.add(last);
        stuck.removeIf(thread -> !thread.isAlive());
        while (!closed && stuck.size() >= MAX_STUCK) {
            pause(PROBE_NANOS);
            stuck.removeIf(thread -> !thread.isAlive());
        }
    }

    private void pause(long nanos) {
        try {
            if (!closed && wakeUps.tryAcquire(nanos, TimeUnit.NANOSECONDS)) {
                wakeUps.drainPermits();
            }
        } catch (InterruptedException notOurs) {
            // only close() ends this thread
        }
    }

    @Override
    public void close() {
        closed = true;
        BroadcastListener listener = current;
        if (listener != null) {
            listener.retire();
        }
        wakeUps.release();
        onClose.run();
        Thread caller = Thread.currentThread();
        if (!caller.equals(watcher) && !caller.equals(listening)) {
            join(watcher, CLOSING_MILLIS);
        }
    }

    private static void join(Thread thread, long millis) {
        try {
            thread.join(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
