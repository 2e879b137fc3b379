package dev.meerkat.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.meerkat.cache.spi.RemoteTier;
import dev.meerkat.redis.PutQueue.Put;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.SetParams;

/**
 * The shared tier: GET and SET PX. A Redis that doesn't answer is a miss, and after some misses in a row isn't asked for a
 * while; a cluster's parts each by itself. Values are stored by a thread of its own. Thread-safe.
 */
final class RedisRemoteTier implements RemoteTier, AutoCloseable {

    private static final Duration LONGEST_TTL = Duration.ofDays(366);
    private static final Pattern UNFIT = Pattern.compile("CLUSTERDOWN|LOADING|MASTERDOWN|READONLY");
    private static final int WAITING_PUTS = 4096;
    private static final long WAITING_BYTES = 16L << 20;

    private final RedisConnection connection;
    private final RedisNames names;
    private final FailureLog failures;
    private final Breakers breakers;
    private final PutQueue puts;
    private final LongAdder stored = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private volatile boolean closed;

    RedisRemoteTier(RedisConnection connection, RedisNames names, FailureLog failures, Breakers breakers) {
        this.connection = connection;
        this.names = names;
        this.failures = failures;
        this.breakers = breakers;
        this.puts = new PutQueue(WAITING_PUTS, WAITING_BYTES, this::store);
        this.puts.start();
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        byte[] name = names.value(key);
        return ask(
                breakers.of(name),
                "A value could not be read from Redis: that is a miss.",
                () -> connection.commands().get(name));
    }

    @Override
    public void put(byte[] key, byte[] value, Duration ttl) {
        byte[] name = names.value(key);
        if (breakers.of(name).isOpen()) {
            puts.drop();
        } else {
            puts.add(new Put(name, value, ttl));
        }
    }

    private void store(Put put) {
        Duration ttl = put.ttl().compareTo(LONGEST_TTL) > 0 ? LONGEST_TTL : put.ttl();
        SetParams lifetime = SetParams.setParams().px(Math.max(1, ttl.toMillis()));
        String answer = ask(
                breakers.of(put.key()),
                "A value could not be stored in Redis: it is dropped.",
                () -> connection.commands().set(put.key(), put.value(), lifetime));
        if (answer == null) {
            puts.drop();
        } else {
            stored.increment();
        }
    }

    /** Asks what counts as away whether it is back. Blocks as a read does; where all is well it asks nothing. */
    void probe() {
        for (byte[] name : breakers.keysOfOpen(i -> names.value(("probe-" + i).getBytes(UTF_8)))) {
            ask(
                    breakers.of(name),
                    "Redis is still away.",
                    () -> connection.commands().get(name));
        }
    }

    private <T> @Nullable T ask(CircuitBreaker breaker, String failure, Supplier<@Nullable T> command) {
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
                report(breaker, answered);
            }
        }
    }

    /** An error that the server sent for this one command, the connection and the server being well. */
    private static boolean isAnAnswer(RuntimeException e) {
        return e instanceof JedisDataException
                && !(e instanceof JedisAccessControlException)
                && !UNFIT.matcher(String.valueOf(e.getMessage())).lookingAt();
    }

    private void report(CircuitBreaker breaker, boolean answered) {
        if (answered) {
            if (breaker.succeeded()) {
                failures.back();
            }
            return;
        }
        boolean opened = breaker.failed();
        try {
            if (opened) {
                connection.dropIdle();
            }
            if (breaker.isOpen()) {
                connection.lookAround();
            }
        } catch (JedisException nothingSeen) {
            // the next failure looks again
        }
    }

    RedisStatistics statistics() {
        return new RedisStatistics(stored.sum(), puts.dropped(), failed.sum(), breakers.openings(), breakers.state());
    }

    @Override
    public void close() {
        closed = true;
        puts.close();
    }
}
