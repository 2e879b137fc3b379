package dev.meerkat.cache.log;

import dev.meerkat.cache.ClusterTime;
import dev.meerkat.cache.Invalidation;
import dev.meerkat.cache.spi.Coverage;
import dev.meerkat.cache.spi.LogRefusedException;
import dev.meerkat.cache.spi.LogStore;
import dev.meerkat.cache.spi.PortException;
import dev.meerkat.cache.spi.RecordId;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the log during one term. Not thread-safe: one watcher owns it.
 *
 * <p>A record that could not surely be appended stays pending, and {@link #flush} tries the very same one again: a retry
 * that is refused because the log's top is the record itself has succeeded. Any other refusal means that a later leader
 * writes, and ends the term.
 */
public final class LogWriter {

    private static final int INVALIDATIONS_PER_RECORD = 500;
    private static final int INVALIDATIONS_PER_BATCH = 2000;

    private final LogStore store;
    private final Consumer<LogRecord> written;
    private final java.util.ArrayDeque<LogRecord> pending = new java.util.ArrayDeque<>();
    private RecordId nextId;
    private @Nullable RecordId previous;
    private long watermark;
    private Coverage coverage = Coverage.ALL;

    /**
     * @param store where the log is
     * @param term the writer's own
     * @param previous the record that this term's first one follows, or null
     * @param watermark W of that record
     * @param written receives each record after it was appended: this process's follower
     */
    public LogWriter(
            LogStore store, long term, @Nullable RecordId previous, long watermark, Consumer<LogRecord> written) {
        this.store = store;
        this.nextId = new RecordId(term, 1);
        this.previous = previous;
        this.watermark = watermark;
        this.written = written;
    }

    /**
     * The records from now on are true of these databases; each of them was watched from the watermark on, or before.
     *
     * @param covered which databases
     */
    public void cover(Coverage covered) {
        coverage = covered;
    }

    /**
     * Begins the term, or begins anew within it after events were lost.
     *
     * @param reset nothing is known at or below this time; {@link ClusterTime#NONE} where the stream simply goes on
     * @throws PortException where it can't be done, or can't be said to be done
     */
    public void start(long reset) throws PortException {
        add(List.of(), ClusterTime.max(watermark, reset), reset);
        flush();
    }

    /**
     * Appends what one batch raised, over several records where it is long. Only the last one carries the batch's W,
     * since the others' followers don't know all of it yet. What a huge batch raised is collapsed into one record.
     *
     * @param invalidations in the events' order
     * @param batchWatermark W after this batch
     * @throws PortException where it can't be done, or can't be said to be done
     */
    public void append(List<Invalidation> invalidations, long batchWatermark) throws PortException {
        if (invalidations.size() > INVALIDATIONS_PER_BATCH) {
            append(Collapse.of(invalidations, INVALIDATIONS_PER_RECORD), batchWatermark);
            return;
        }
        int from = 0;
        while (invalidations.size() - from > INVALIDATIONS_PER_RECORD) {
            List<Invalidation> part = invalidations.subList(from, from + INVALIDATIONS_PER_RECORD);
            add(part, ClusterTime.max(watermark, part.get(part.size() - 1).time()), ClusterTime.NONE);
            from += INVALIDATIONS_PER_RECORD;
        }
        add(
                invalidations.subList(from, invalidations.size()),
                ClusterTime.max(watermark, batchWatermark),
                ClusterTime.NONE);
        flush();
    }

    /**
     * Appends what is pending.
     *
     * @throws PortException where it can't be done, or can't be said to be done
     */
    public void flush() throws PortException {
        while (!pending.isEmpty()) {
            LogRecord record = pending.getFirst();
            byte[] bytes = LogRecordFormat.encode(record);
            appendOnce(record.id(), bytes);
            pending.removeFirst();
            written.accept(record);
            try {
                store.publish(record.id(), bytes);
            } catch (PortException lost) {
                // followers find the record in the log when they next look
            }
        }
    }

    /** {@return whether everything given has been appended} */
    public boolean isFlushed() {
        return pending.isEmpty();
    }

    /** {@return W of the last record given} */
    public long watermark() {
        return watermark;
    }

    /** {@return the last record given, or the one that this term follows} */
    public @Nullable RecordId last() {
        return previous;
    }

    private void add(List<Invalidation> invalidations, long recordWatermark, long reset) {
        pending.addLast(new LogRecord(nextId, previous, watermark, recordWatermark, reset, coverage, invalidations));
        previous = nextId;
        watermark = recordWatermark;
        nextId = nextId.next();
    }

    private void appendOnce(RecordId id, byte[] bytes) throws PortException {
        try {
            store.append(id, bytes);
        } catch (LogRefusedException refused) {
            if (!id.equals(store.top())) {
                throw refused;
            }
        }
    }
}
