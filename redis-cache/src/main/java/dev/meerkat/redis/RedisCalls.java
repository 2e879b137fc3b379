package dev.meerkat.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.meerkat.cache.spi.Ticker;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Commands of the shared tier, none of which throws: a Redis that doesn't answer is told of once, and after some failures in
 * a row isn't asked for a while; a cluster's parts each by itself. Thread-safe.
 */
final class RedisCalls implements AutoCloseable {

    private static final Pattern UNFIT = Pattern.compile("CLUSTERDOWN|LOADING|MASTERDOWN|READONLY");

    private final RedisConnection connection;
    private final FailureLog failures;
    private final Breakers breakers;
    private final LongAdder failed = new LongAdder();
    private volatile boolean closed;

    RedisCalls(RedisConnection connection, FailureLog failures, boolean cluster, Ticker ticker) {
        this.connection = connection;
        this.failures = failures;
        this.breakers = new Breakers(cluster, ticker);
    }

    /**
     * Sends a command, or several about the same part of Redis.
     *
     * @param key of Redis, which the command is about
     * @param failure what to say where there is no answer
     * @return its answer; null where there is none
     */
    <T> @Nullable T ask(byte[] key, String failure, Function<UnifiedJedis, @Nullable T> command) {
        CircuitBreaker breaker = breakers.of(key);
        if (closed || !breaker.tryPass()) {
            return null;
        }
        boolean answered = false;
        boolean interrupted = false;
        try {
            T answer = command.apply(connection.commands());
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

    /** Whether this key's part of Redis counts as away. */
    boolean isAway(byte[] key) {
        return breakers.of(key).isOpen();
    }

    /** Asks what counts as away whether it is back. Blocks as a read does; where all is well it asks nothing. */
    void probe(RedisNames names) {
        for (byte[] name : breakers.keysOfOpen(i -> names.value(("probe-" + i).getBytes(UTF_8)))) {
            ask(name, "Redis is still away.", redis -> redis.get(name));
        }
    }

    /** How many commands failed. */
    long failed() {
        return failed.sum();
    }

    /** How often a part of Redis began to count as away. */
    long outages() {
        return breakers.openings();
    }

    BreakerState state() {
        return breakers.state();
    }

    /** Nothing is asked any more. */
    @Override
    public void close() {
        closed = true;
    }
}
