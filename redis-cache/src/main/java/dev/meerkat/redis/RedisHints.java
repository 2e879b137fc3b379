package dev.meerkat.redis;

import dev.meerkat.cache.spi.LogStore.Subscription;
import dev.meerkat.cache.spi.Ticker;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * A channel for what may be lost: a hint is sent by a thread of its own, soon or never, and never twice by us. Thread-safe.
 */
final class RedisHints implements AutoCloseable {

    private static final int WAITING = 1024;
    private static final long WAITING_BYTES = 1L << 20;

    private final RedisConnection connection;
    private final byte[] channel;
    private final FailureLog failures;
    private final CircuitBreaker breaker;
    private final SendQueue<byte[]> queue;
    private final Set<RedisSubscription> subscriptions = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    RedisHints(RedisConnection connection, RedisNames names, FailureLog failures, Ticker ticker) {
        this.connection = connection;
        this.channel = names.hints();
        this.failures = failures;
        this.breaker = new Breakers(false, ticker).of(channel);
        this.queue = new SendQueue<>("meerkat-redis-hint", WAITING, WAITING_BYTES, hint -> hint.length, this::send);
    }

    void publish(byte[] hint) {
        if (breaker.state() == BreakerState.OPEN) {
            queue.drop();
        } else {
            queue.add(hint);
        }
    }

    private void send(byte[] hint) {
        if (closed || !breaker.tryPass()) {
            queue.drop();
            return;
        }
        boolean sent = false;
        try {
            connection.commands().publish(channel, hint);
            sent = true;
        } catch (RuntimeException e) {
            queue.drop();
            if (!closed) {
                failures.failed("A hint could not be sent to Redis: it is dropped.", e);
            }
        } finally {
            if (sent) {
                breaker.succeeded();
            } else {
                breaker.failed();
            }
        }
    }

    long dropped() {
        return queue.dropped();
    }

    Subscription subscribe(Consumer<byte[]> consumer) {
        RedisSubscription subscription =
                new RedisSubscription(connection, channel, new HintReceiver(consumer), failures, subscriptions::remove);
        subscriptions.add(subscription);
        if (closed) {
            subscription.close();
        } else {
            subscription.start();
        }
        return subscription;
    }

    private record HintReceiver(Consumer<byte[]> consumer) implements Receiver {

        @Override
        public void onMessage(byte[] message) {
            consumer.accept(message);
        }

        @Override
        public void onGap() {
            // hints may be lost
        }
    }

    @Override
    public void close() {
        closed = true;
        queue.close();
        subscriptions.forEach(RedisSubscription::close);
    }
}
