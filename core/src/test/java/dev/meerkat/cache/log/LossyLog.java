package dev.meerkat.cache.log;

import dev.meerkat.cache.spi.LogRefusedException;
import dev.meerkat.cache.spi.LogStore;
import dev.meerkat.cache.spi.PortException;
import dev.meerkat.cache.spi.RecordId;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A log that fails and forgets when told to. What is published is kept for the test to deliver. Not thread-safe. */
final class LossyLog implements LogStore {

    enum Fault {
        NONE,
        BEFORE_IT_TOOK_EFFECT,
        AFTER_IT_TOOK_EFFECT
    }

    final NavigableMap<RecordId, byte[]> records = new TreeMap<>();
    final List<StoredRecord> published = new ArrayList<>();
    Fault onAppend = Fault.NONE;
    boolean publishFails;
    boolean readFails;
    int appends;
    int reads;
    private @Nullable RecordId top;

    @Override
    public void append(RecordId id, byte[] record) throws PortException {
        appends++;
        if (onAppend == Fault.BEFORE_IT_TOOK_EFFECT) {
            throw new PortException("on purpose");
        }
        if (top != null && top.compareTo(id) >= 0) {
            throw new LogRefusedException(id);
        }
        records.put(id, record);
        top = id;
        if (onAppend == Fault.AFTER_IT_TOOK_EFFECT) {
            throw new PortException("on purpose");
        }
    }

    @Override
    public void publish(RecordId id, byte[] record) throws PortException {
        if (publishFails) {
            throw new PortException("on purpose");
        }
        published.add(new StoredRecord(id, record));
    }

    @Override
    public @Nullable RecordId top() {
        return top;
    }

    @Override
    public List<StoredRecord> read(@Nullable RecordId after, int limit) throws PortException {
        reads++;
        if (readFails) {
            throw new PortException("on purpose");
        }
        return (after == null ? records : records.tailMap(after, false))
                .entrySet().stream()
                        .limit(limit)
                        .map(entry -> new StoredRecord(entry.getKey(), entry.getValue()))
                        .toList();
    }

    @Override
    public Subscription subscribe(Subscriber subscriber) {
        throw new UnsupportedOperationException("the test delivers");
    }

    /** All records are gone, and the memory of the top with them. */
    void flush() {
        records.clear();
        top = null;
    }

    LogRecord record(String id) throws PortException {
        byte[] bytes = records.get(RecordId.parse(id));
        if (bytes == null) {
            throw new AssertionError(id + " is not in the log");
        }
        return LogRecordFormat.decode(bytes);
    }
}
