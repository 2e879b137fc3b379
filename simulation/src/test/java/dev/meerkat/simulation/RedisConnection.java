package dev.meerkat.simulation;

import dev.meerkat.cache.spi.LogRefusedException;
import dev.meerkat.cache.spi.LogStore;
import dev.meerkat.cache.spi.PortException;
import dev.meerkat.cache.spi.RecordId;
import dev.meerkat.cache.spi.RemoteTier;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Redis as one process sees it, from its start to its crash. */
final class RedisConnection implements LogStore, RemoteTier {

    private final SimulatedRedis redis;
    private final Place place;
    private final Link link;
    private final RecordLens lens;
    private final Queue<StoredRecord> inbox = new ArrayDeque<>();
    private @Nullable Subscriber subscriber;
    private boolean delivering;
    private @Nullable RecordId newest;
    private long deafUntil;

    RedisConnection(SimulatedRedis redis, Place place, Link link, RecordLens lens) {
        this.redis = redis;
        this.place = place;
        this.link = link;
        this.lens = lens;
    }

    @Override
    public void append(RecordId id, byte[] record) throws PortException {
        redis.pace().request(link);
        boolean appended = redis.append(id, record);
        redis.pace().answer(link);
        if (!appended) {
            throw new LogRefusedException(id);
        }
    }

    @Override
    public void publish(RecordId id, byte[] record) throws PortException {
        redis.pace().request(link);
        redis.publish(new StoredRecord(id, record));
        redis.pace().answer(link);
    }

    @Override
    public @Nullable RecordId top() throws PortException {
        redis.pace().request(link);
        RecordId top = redis.top();
        redis.pace().answer(link);
        return top;
    }

    @Override
    public List<StoredRecord> read(@Nullable RecordId after, int limit) throws PortException {
        redis.pace().request(link);
        List<StoredRecord> records =
                redis.read(after, limit).stream().map(lens::through).toList();
        redis.pace().answer(link);
        return records;
    }

    @Override
    public Subscription subscribe(Subscriber next) {
        subscriber = next;
        redis.connect(this);
        return () -> redis.disconnect(this);
    }

    /** A message comes after a while, unless the connection is lost by then. */
    void deliver(StoredRecord record, long afterNanos) {
        if (!link.isCut() && redis.stage().now() >= deafUntil) {
            redis.stage().spawn(place, afterNanos, () -> receive(lens.through(record)));
        }
    }

    private void receive(StoredRecord record) {
        Subscriber mine = subscriber;
        if (mine == null || link.isCut()) {
            return;
        }
        RecordId before = newest;
        if (before == null || record.id().compareTo(before) > 0) {
            newest = record.id();
        } else if (!record.id().equals(before)) {
            redis.tally().count(Incident.MESSAGE_OVERTAKEN);
        }
        inbox.add(record);
        if (!delivering) {
            delivering = true;
            for (StoredRecord next = inbox.poll(); next != null; next = inbox.poll()) {
                mine.onRecord(next);
            }
            delivering = false;
        }
    }

    /** The server is away; some time after it came back the subscription is made anew. */
    void serverWentAway(long nanos) {
        link.setServerAway(true);
        redis.stage().spawn(redis.stage().world(), nanos, () -> {
            link.setServerAway(false);
            resubscribe();
        });
    }

    /** The connection was lost and is made anew: what is published until then is lost. */
    void resubscribe() {
        long delay = redis.chance().between(1, 300) * Catalog.MS;
        deafUntil = redis.stage().now() + delay;
        redis.stage().spawn(place, delay, () -> {
            Subscriber mine = subscriber;
            if (mine != null) {
                mine.onGap();
            }
        });
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        return ask(() -> redis.get(key));
    }

    @Override
    public byte @Nullable [] getOrPut(byte[] key, byte[] value, Duration ttl) {
        return ask(() -> {
            byte[] stored = redis.get(key);
            if (stored == null) {
                redis.tally().count(Incident.FILL_LEASE_TAKEN);
                redis.put(key, value, ttl.toNanos());
            } else if (Arrays.equals(stored, value)) {
                redis.tally().count(Incident.FILL_AWAITED);
            }
            return stored;
        });
    }

    @Override
    public byte @Nullable [] swap(byte[] key, byte[] value, Duration ttl) {
        return ask(() -> {
            redis.tally().count(Incident.FILL_LEASE_TAKEN_OVER);
            byte[] stored = redis.get(key);
            redis.put(key, value, ttl.toNanos());
            return stored;
        });
    }

    private byte @Nullable [] ask(Supplier<byte @Nullable []> command) {
        try {
            redis.pace().request(link);
            byte[] value = command.get();
            redis.pace().answer(link);
            return value;
        } catch (PortException away) {
            return null;
        }
    }

    @Override
    public void put(byte[] key, byte[] value, Duration ttl) {
        soon(() -> redis.put(key, value, ttl.toNanos()));
    }

    /** What comes between the look and the replacement is lost. */
    @Override
    public void replace(byte[] key, byte[] expected, byte[] value, Duration ttl) {
        soon(() -> {
            if (Arrays.equals(redis.get(key), expected)) {
                redis.tally().count(Incident.FILL_LEASE_GIVEN_UP);
                redis.stage().pass(redis.pace().latency());
                redis.put(key, value, ttl.toNanos());
            }
        });
    }

    /** Soon, late, or never. */
    private void soon(Runnable command) {
        redis.stage().spawn(place, redis.pace().latency(), () -> {
            if (!link.isCut()) {
                command.run();
            }
        });
        redis.pace().step();
    }
}
