package dev.meerkat.cache.spi;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
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
        return bytes(values.get(ByteBuffer.wrap(key)));
    }

    private byte @Nullable [] bytes(@Nullable Value value) {
        return value == null || hasEnded(value) ? null : value.bytes().clone();
    }

    private boolean hasEnded(Value value) {
        return ticker.nanoTime() - value.since() >= value.nanos();
    }

    private Value value(byte[] bytes, Duration ttl) {
        return new Value(bytes.clone(), ticker.nanoTime(), ttl.toNanos());
    }

    @Override
    public void put(byte[] key, byte[] value, Duration ttl) {
        values.put(ByteBuffer.wrap(key.clone()), value(value, ttl));
    }

    @Override
    public byte @Nullable [] getOrPut(byte[] key, byte[] value, Duration ttl) {
        byte @Nullable [][] found = new byte[1][];
        values.compute(ByteBuffer.wrap(key.clone()), (name, old) -> {
            found[0] = bytes(old);
            return old == null || found[0] == null ? value(value, ttl) : old;
        });
        return found[0];
    }

    @Override
    public byte @Nullable [] swap(byte[] key, byte[] value, Duration ttl) {
        return bytes(values.put(ByteBuffer.wrap(key.clone()), value(value, ttl)));
    }

    @Override
    public void replace(byte[] key, byte[] expected, byte[] value, Duration ttl) {
        values.computeIfPresent(
                ByteBuffer.wrap(key.clone()),
                (name, old) -> Arrays.equals(bytes(old), expected) ? value(value, ttl) : old);
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
