package dev.meerkat.cache.log;

import dev.meerkat.cache.spi.LogRefusedException;
import dev.meerkat.cache.spi.LogStore;
import dev.meerkat.cache.spi.RecordId;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A log within this process, for a process that shares nothing and watches for itself. Thread-safe. */
public final class LocalLog implements LogStore {

    private static final int RETAINED = 1000;

    private final NavigableMap<RecordId, byte[]> records = new TreeMap<>();
    private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();

    /** Empty. */
    public LocalLog() {}

    @Override
    public synchronized void append(RecordId id, byte[] record) throws LogRefusedException {
        if (!records.isEmpty() && records.lastKey().compareTo(id) >= 0) {
            throw new LogRefusedException(id);
        }
        records.put(id, record);
        if (records.size() > RETAINED) {
            records.pollFirstEntry();
        }
    }

    @Override
    public void publish(RecordId id, byte[] record) {
        subscribers.forEach(subscriber -> subscriber.onRecord(new StoredRecord(id, record)));
    }

    @Override
    public synchronized @Nullable RecordId top() {
        return records.isEmpty() ? null : records.lastKey();
    }

    @Override
    public synchronized List<StoredRecord> read(@Nullable RecordId after, int limit) {
        NavigableMap<RecordId, byte[]> tail = after == null ? records : records.tailMap(after, false);
        return tail.entrySet().stream()
                .limit(limit)
                .map(entry -> new StoredRecord(entry.getKey(), entry.getValue()))
                .toList();
    }

    @Override
    public Subscription subscribe(Subscriber subscriber) {
        subscribers.add(subscriber);
        return () -> subscribers.remove(subscriber);
    }
}
