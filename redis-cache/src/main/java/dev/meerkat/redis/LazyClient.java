package dev.meerkat.redis;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * A client that connects as soon as it is made, and is therefore made when it is first asked for: in a thread of its own, so
 * that whoever asks waits no longer than for an answer of Redis. Where that fails, the next who asks tries again.
 * Thread-safe; the monitor guards {@code making} and {@code closed}, and no I/O happens under it.
 */
final class LazyClient<C extends UnifiedJedis> implements AutoCloseable {

    private final Supplier<C> maker;
    private final long patienceMillis;
    private volatile @Nullable C made;
    private @Nullable CompletableFuture<C> making;
    private boolean closed;

    LazyClient(Supplier<C> maker, RedisLimits limits) {
        this.maker = maker;
        this.patienceMillis = limits.connect().plus(limits.read()).toMillis();
    }

    /**
     * The client.
     *
     * @throws JedisException where there is none yet
     */
    C get() {
        C client = made;
        return client == null ? await(making()) : client;
    }

    /** The client, or null where there is none yet. */
    @Nullable
    C made() {
        return made;
    }

    private synchronized CompletableFuture<C> making() {
        if (closed) {
            throw new JedisException("it was closed");
        }
        C client = made;
        if (client != null) {
            return CompletableFuture.completedFuture(client);
        }
        CompletableFuture<C> future = making;
        if (future == null) {
            future = new CompletableFuture<>();
            making = future;
            Thread thread = new Thread(this::make, "meerkat-redis-connect");
            thread.setDaemon(true);
            thread.start();
        }
        return future;
    }

    private void make() {
        try {
            keep(maker.get());
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private void keep(C client) {
        CompletableFuture<C> future;
        boolean unwanted;
        synchronized (this) {
            future = making;
            making = null;
            unwanted = closed;
            made = unwanted ? null : client;
        }
        if (unwanted) {
            client.close();
        }
        if (future != null) {
            future.complete(client);
        }
    }

    private void fail(RuntimeException cause) {
        CompletableFuture<C> future;
        synchronized (this) {
            future = making;
            making = null;
        }
        if (future != null) {
            future.completeExceptionally(cause);
        }
    }

    private C await(CompletableFuture<C> future) {
        try {
            return future.get(patienceMillis, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new JedisConnectionException(String.valueOf(cause.getMessage()), cause);
        } catch (TimeoutException e) {
            throw new JedisConnectionException("it is still being connected", e);
        } catch (InterruptedException e) {
            throw new JedisConnectionException("interrupted while it is being connected", e);
        }
    }

    /** The client is of no use any more: the next who asks gets another one. */
    void discard(C useless) {
        synchronized (this) {
            if (useless.equals(made)) {
                made = null;
            }
        }
        useless.close();
    }

    @Override
    public void close() {
        C client;
        synchronized (this) {
            closed = true;
            client = made;
            made = null;
        }
        if (client != null) {
            client.close();
        }
    }
}
