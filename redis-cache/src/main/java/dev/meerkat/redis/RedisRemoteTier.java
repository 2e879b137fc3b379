package dev.meerkat.redis;

import dev.meerkat.cache.spi.RemoteTier;
import dev.meerkat.cache.spi.Ticker;
import dev.meerkat.redis.PutQueue.Put;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * The shared tier: GET and SET PX, and where a lease is asked for SET PX GET, with NX or without. A Redis that doesn't answer
 * is a miss. Values are stored by a thread of its own. Thread-safe.
 */
final class RedisRemoteTier implements RemoteTier, AutoCloseable {

    private static final String UNREAD = "A value could not be read from Redis: that is a miss.";
    private static final int WAITING_PUTS = 4096;
    private static final long WAITING_BYTES = 16L << 20;

    private final RedisCalls calls;
    private final RedisNames names;
    private final CombinedSet combined;
    private final BatchWriter writer;
    private final PutQueue puts;

    RedisRemoteTier(RedisCalls calls, RedisNames names, boolean pipelining, Ticker ticker) {
        this.calls = calls;
        this.names = names;
        this.combined = new CombinedSet(ticker);
        this.writer = new BatchWriter(calls, pipelining);
        this.puts = new PutQueue(WAITING_PUTS, WAITING_BYTES, writer::store);
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        byte[] name = names.value(key);
        return calls.ask(name, UNREAD, redis -> redis.get(name));
    }

    @Override
    public byte @Nullable [] getOrPut(byte[] key, byte[] value, Duration ttl) {
        byte[] name = names.value(key);
        return calls.ask(
                name, UNREAD, redis -> combined.isTried() ? getOrSet(redis, name, value, ttl) : redis.get(name));
    }

    private byte @Nullable [] getOrSet(UnifiedJedis redis, byte[] name, byte[] value, Duration ttl) {
        try {
            byte[] stored = redis.setGet(name, value, CombinedSet.lifetime(ttl).nx());
            combined.wasTaken();
            return stored;
        } catch (JedisDataException refused) {
            byte[] stored = redis.get(name); // throws where it is not about the way of asking
            combined.wasRefused();
            return stored;
        }
    }

    @Override
    public byte @Nullable [] swap(byte[] key, byte[] value, Duration ttl) {
        byte[] name = names.value(key);
        return combined.isTried()
                ? calls.ask(name, UNREAD, redis -> redis.setGet(name, value, CombinedSet.lifetime(ttl)))
                : null;
    }

    @Override
    public void put(byte[] key, byte[] value, Duration ttl) {
        add(new Put(names.value(key), value, ttl, null));
    }

    @Override
    public void replace(byte[] key, byte[] expected, byte[] value, Duration ttl) {
        if (combined.isTried()) {
            add(new Put(names.value(key), value, ttl, expected));
        }
    }

    private void add(Put put) {
        if (calls.isAway(put.key())) {
            puts.drop();
        } else {
            puts.add(put);
        }
    }

    /** Asks what counts as away whether it is back. Blocks as a read does; where all is well it asks nothing. */
    void probe() {
        calls.probe(names);
    }

    RedisStatistics statistics() {
        return new RedisStatistics(
                writer.stored(), puts.dropped() + writer.failed(), calls.failed(), calls.outages(), calls.state());
    }

    @Override
    public void close() {
        calls.close();
        puts.close();
    }
}
