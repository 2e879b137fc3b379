package dev.meerkat.redis;

import dev.meerkat.cache.spi.RemoteTier;
import dev.meerkat.cache.spi.Ticker;
import dev.meerkat.redis.PutQueue.Put;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.params.SetParams;

/**
 * The shared tier: GET and SET PX. A Redis that doesn't answer is a miss, and after some misses in a row isn't asked for a
 * while. Values are stored by a thread of its own. Thread-safe.
 */
final class RedisRemoteTier implements RemoteTier, AutoCloseable {

    private static final int FAILURES_UNTIL_PAUSE = 3;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_TTL = Duration.ofDays(366);
    private static final int WAITING_PUTS = 4096;
    private static final long WAITING_BYTES = 16L << 20;

    private final RedisConnection connection;
    private final UnifiedJedis redis;
    private final RedisNames names;
    private final FailureLog failures;
    private final CircuitBreaker breaker;
    private final PutQueue puts;
    private final LongAdder stored = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private volatile boolean closed;

    RedisRemoteTier(RedisConnection connection, RedisNames names, FailureLog failures, Ticker ticker) {
        this.connection = connection;
        this.redis = connection.commands();
        this.names = names;
        this.failures = failures;
        this.breaker = new CircuitBreaker(ticker, FAILURES_UNTIL_PAUSE, FIRST_PAUSE, LONGEST_PAUSE);
        this.puts = new PutQueue(WAITING_PUTS, WAITING_BYTES, this::store);
        this.puts.start();
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        return ask("A value could not be read from Redis: that is a miss.", () -> redis.get(names.value(key)));
    }

    @Override
    public void put(byte[] key, byte[] value, Duration ttl) {
        if (breaker.isOpen()) {
            puts.drop();
        } else {
            puts.add(new Put(key, value, ttl));
        }
    }

    private void store(Put put) {
        Duration ttl = put.ttl().compareTo(LONGEST_TTL) > 0 ? LONGEST_TTL : put.ttl();
        SetParams lifetime = SetParams.setParams().px(Math.max(1, ttl.toMillis()));
        String answer = ask(
                "A value could not be stored in Redis: it is dropped.",
                () -> redis.set(names.value(put.key()), put.value(), lifetime));
        if (answer == null) {
            puts.drop();
        } else {
            stored.increment();
        }
    }

    private <T> @Nullable T ask(String failure, Supplier<@Nullable T> command) {
        if (closed || !breaker.tryPass()) {
            return null;
        }
        boolean answered = false;
        boolean interrupted = false;
        try {
            T answer = command.get();
            answered = true;
            return answer;
        } catch (RuntimeException e) {
            answered = isAnAnswer(e);
            interrupted = Interruptions.keep(e);
            if (!closed && !interrupted) {
                failed.increment();
                failures.failed(failure, e);
            }
            return null;
        } finally {
            if (!interrupted || breaker.isOpen()) { // an interrupt says nothing about Redis, but ends an attempt
                report(answered);
            }
        }
    }

    /** An error that the server sent for this one command, the connection being well. */
    private static boolean isAnAnswer(RuntimeException e) {
        return e instanceof JedisDataException && !(e instanceof JedisAccessControlException);
    }

    private void report(boolean answered) {
        if (answered) {
            if (breaker.succeeded()) {
                failures.back();
            }
        } else if (breaker.failed()) {
            connection.dropIdle();
        }
    }

    RedisStatistics statistics() {
        return new RedisStatistics(stored.sum(), puts.dropped(), failed.sum(), breaker.openings(), !breaker.isOpen());
    }

    @Override
    public void close() {
        closed = true;
        puts.close();
    }
}
