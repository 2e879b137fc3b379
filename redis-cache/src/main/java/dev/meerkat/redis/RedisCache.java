package dev.meerkat.redis;

import dev.meerkat.cache.spi.LogStore;
import dev.meerkat.cache.spi.PortException;
import dev.meerkat.cache.spi.RemoteTier;
import dev.meerkat.cache.spi.Ticker;

/**
 * Redis for Meerkat: the shared tier and the log. Thread-safe.
 *
 * <p>It may be opened while Redis is away, and Redis may go and come back at any time: reads of the tier are misses, the
 * log's methods throw {@link PortException}, and subscriptions come back by themselves.
 */
public final class RedisCache implements AutoCloseable {

    private final RedisOptions options;
    private final RedisConnection connection;
    private final RedisRemoteTier remoteTier;
    private final RedisLogStore logStore;

    private RedisCache(RedisOptions options, Ticker ticker) {
        this.options = options;
        this.connection = RedisConnection.of(options);
        RedisNames names = new RedisNames(options.keyPrefix(), options.epoch());
        FailureLog failures = new FailureLog();
        RedisCalls calls = new RedisCalls(connection, failures, options.isCluster(), ticker);
        this.remoteTier = new RedisRemoteTier(calls, names, connection.pipelines(), ticker);
        this.logStore = new RedisLogStore(connection, names, failures);
    }

    /**
     * Opens it. Nothing is connected yet, and nothing fails because Redis is away; {@link #ping} tells.
     *
     * @param options where Redis is, and the limits
     * @return the open cache, to be closed by the caller
     */
    public static RedisCache connect(RedisOptions options) {
        return connect(options, Ticker.system());
    }

    /**
     * Opens it with these clocks.
     *
     * @param options where Redis is, and the limits
     * @param ticker the clocks to go by
     * @return the open cache, to be closed by the caller
     */
    public static RedisCache connect(RedisOptions options, Ticker ticker) {
        return new RedisCache(options, ticker);
    }

    /** {@return the tier that processes share} */
    public RemoteTier remoteTier() {
        return remoteTier;
    }

    /** {@return the log of invalidations and its broadcast} */
    public LogStore logStore() {
        return logStore;
    }

    /**
     * Asks for a sign of life, in a cluster of each master.
     *
     * @throws PortException where there is none; the message says why
     */
    public void ping() throws PortException {
        try {
            connection.commands().ping();
        } catch (RuntimeException e) {
            Interruptions.keep(e);
            throw new PortException("Redis (" + options + ") does not answer: " + e.getMessage(), e);
        }
    }

    /**
     * Asks a Redis that counts as away whether it is back, where nobody else does: what is in the near tier is served without
     * it. To be called every so often; blocks as a read of the tier does, and throws nothing.
     */
    public void probe() {
        remoteTier.probe();
    }

    /** {@return the counts since the start} */
    public RedisStatistics statistics() {
        return remoteTier.statistics();
    }

    /**
     * Deletes every key that begins with the key prefix, of whatever epoch, by scanning all keys of the server, or of all
     * masters. Made for
     * demos and tests that clean up behind themselves on a server of others; never for a production path: the time grows
     * with all that the server holds.
     *
     * @return how many keys were deleted
     * @throws PortException where Redis did not do it all
     */
    public long deleteAllKeysByScanning() throws PortException {
        try {
            return new KeyScan(connection.commands(), new RedisNames(options.keyPrefix(), "").everyKey()).delete();
        } catch (RuntimeException e) {
            Interruptions.keep(e);
            throw new PortException("Redis could not delete all keys that begin with " + options.keyPrefix(), e);
        }
    }

    /** Ends all subscriptions and threads and closes our connections; a client that was handed in stays open. */
    @Override
    public void close() {
        logStore.close();
        remoteTier.close();
        connection.close();
    }

    @Override
    public String toString() {
        return "RedisCache[" + options + "]";
    }
}
