package dev.meerkat.redis;

import dev.meerkat.cache.spi.LogRefusedException;
import dev.meerkat.cache.spi.LogStore;
import dev.meerkat.cache.spi.PortException;
import dev.meerkat.cache.spi.RecordId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisClusterOperationException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.params.XAddParams;

/**
 * The log as a stream with explicit ids {@code <term>-<sequence>}, which Redis refuses unless they are above the top, and
 * the broadcast as a channel. Thread-safe.
 */
final class RedisLogStore implements LogStore, AutoCloseable {

    private static final long RETAINED = 10_000;
    private static final byte[] FIELD = {'r'};
    private static final byte[] LAST = {'+'};
    private static final byte[] FIRST = {'-'};

    private final RedisConnection connection;
    private final RedisNames names;
    private final byte[] log;
    private final FailureLog failures;
    private final Set<RedisSubscription> subscriptions = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    RedisLogStore(RedisConnection connection, RedisNames names, FailureLog failures) {
        this.connection = connection;
        this.names = names;
        this.log = names.log().getBytes(StandardCharsets.UTF_8);
        this.failures = failures;
    }

    @Override
    public void append(RecordId id, byte[] record) throws PortException {
        XAddParams params = XAddParams.xAddParams()
                .id(id.term(), id.sequence())
                .maxLen(RETAINED)
                .approximateTrimming();
        try {
            connection.commands().xadd(log, params, Map.of(FIELD, record));
        } catch (JedisDataException refused) {
            if (String.valueOf(refused.getMessage()).contains("equal or smaller")) {
                throw new LogRefusedException(id, refused);
            }
            throw failed("append record " + id + " to the log", refused);
        } catch (RuntimeException e) {
            throw failed("append record " + id + " to the log", e);
        }
    }

    @Override
    public void publish(RecordId id, byte[] record) throws PortException {
        ask(
                "publish record " + id,
                () -> connection.commands().publish(names.records(), BroadcastFormat.encode(id, record)));
    }

    /** What the stream remembers, also when all its entries are gone. */
    @Override
    public @Nullable RecordId top() throws PortException {
        try {
            String top = connection
                    .commands()
                    .xinfoStream(names.log())
                    .getLastGeneratedId()
                    .toString();
            return top.equals("0-0") ? null : RecordId.parse(top);
        } catch (JedisDataException e) {
            if (String.valueOf(e.getMessage()).contains("no such key")) {
                return null;
            }
            throw failed("look for the log's top", e);
        } catch (RuntimeException e) {
            throw failed("look for the log's top", e);
        }
    }

    @Override
    public List<StoredRecord> read(@Nullable RecordId after, int limit) throws PortException {
        byte[] from = after == null ? FIRST : after.next().toString().getBytes(StandardCharsets.UTF_8);
        return ask("read the log after " + after, () -> {
            List<StoredRecord> records = new ArrayList<>();
            for (Object entry : connection.commands().xrange(log, from, LAST, limit)) {
                records.add(record((List<?>) entry));
            }
            return records;
        });
    }

    private static StoredRecord record(List<?> entry) {
        RecordId id = RecordId.parse(new String((byte[]) entry.get(0), StandardCharsets.UTF_8));
        return new StoredRecord(id, (byte[]) ((List<?>) entry.get(1)).get(1));
    }

    @Override
    public Subscription subscribe(Subscriber subscriber) {
        RedisSubscription subscription =
                new RedisSubscription(connection, names.records(), subscriber, failures, subscriptions::remove);
        subscriptions.add(subscription);
        if (closed) {
            subscription.close();
        } else {
            subscription.start();
        }
        return subscription;
    }

    private <T> T ask(String what, Supplier<T> command) throws PortException {
        try {
            return command.get();
        } catch (RuntimeException e) {
            throw failed(what, e);
        }
    }

    private PortException failed(String what, RuntimeException cause) {
        Interruptions.keep(cause);
        if (cause instanceof JedisConnectionException || cause instanceof JedisClusterOperationException) {
            connection.dropIdle();
        }
        return new PortException("Redis could not " + what + ": " + cause.getMessage(), cause);
    }

    /** Ends all subscriptions; those that come later deliver nothing. */
    @Override
    public void close() {
        closed = true;
        subscriptions.forEach(RedisSubscription::close);
    }
}
