package dev.meerkat.cache.spi;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** A shared tier in memory. Thread-safe. */
public final class InMemoryRemoteTier implements RemoteTier {

    private record Value(byte[] bytes, long since, long nanos) {}

    private final ConcurrentMap<ByteBuffer, Value> values = new ConcurrentHashMap<>();
    private final Ticker ticker;

    /** With this clock. */
    public InMemoryRemoteTier(Ticker ticker) {
        this.ticker = ticker;
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        Value value = values.get(ByteBuffer.wrap(key));
        return value == null || ticker.nanoTime() - value.since() >= value.nanos()
                ? null
                : value.bytes().clone();
    }

    @Override
    public void put(byte[] key, byte[] value, Duration ttl) {
        values.put(ByteBuffer.wrap(key.clone()), new Value(value.clone(), ticker.nanoTime(), ttl.toNanos()));
    }

    /** Puts the same bytes under every key there is: for planting faults. */
    public void overwriteAll(byte[] value) {
        values.replaceAll((key, old) -> new Value(value.clone(), old.since(), old.nanos()));
    }

    /** Forgets everything. */
    public void flush() {
        values.clear();
    }

    /** How many values there are, expired ones included. */
    public int size() {
        return values.size();
    }
}
