package dev.meerkat.cache.log;

import dev.meerkat.cache.ClusterTime;
import dev.meerkat.cache.Gate;
import dev.meerkat.cache.Invalidation;
import dev.meerkat.cache.Invalidations;
import dev.meerkat.cache.spi.Coverage;
import dev.meerkat.cache.spi.LogStore;
import dev.meerkat.cache.spi.LogStore.StoredRecord;
import dev.meerkat.cache.spi.PortException;
import dev.meerkat.cache.spi.RecordId;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies the log in this process: raises what its records say, then moves the watermark on.
 *
 * <p><b>One rule of continuity</b> for holes, terms, starts and returns: a record continues the chain of applied records if
 * the chain includes the one that it follows, or if the chain's watermark is later than that one's. Otherwise the log is
 * read from where the chain ends; and where that doesn't close the hole, everything at or below the record's previous
 * watermark is unknown from then on, in the same step in which the record is applied: every lost event lies there.
 *
 * <p><b>Two sources</b> may tell of the same events: the log, and a stream of this process's own while the log stands still.
 * Both move the same watermark, so that either goes on where the other ended by the rule above; each has a chain of its own.
 * What one source has lost up to a time is known where the watermark is later than that.
 *
 * <p><b>Coverage.</b> The watermark is true of the databases of the record that has brought it. Of one that this process
 * didn't cover before, everything at or below that record's previous watermark is unknown.
 *
 * <p>Thread-safe without a lock: work is queued, and whichever thread finds the queue idle does it, so that reading the
 * store never blocks another thread's call.
 */
public final class LogFollower implements LogStore.Subscriber {

    private static final Logger LOG = LoggerFactory.getLogger(LogFollower.class);
    private static final int READ_LIMIT = 1000;

    private final LogStore store;
    private final Invalidations invalidations;
    private final Gate gate;
    private final Consumer<Invalidation> apply;
    private final Queue<Runnable> work = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicLong holes = new AtomicLong();

    // owned by whoever works the queue
    private final Chain chain = new Chain();
    private final Chain ownChain = new Chain();
    private @Nullable RecordId last;
    private @Nullable RecordId unreadable;
    private volatile long watermark = ClusterTime.NONE;
    private volatile long logWatermark = ClusterTime.NONE;
    private volatile @Nullable RecordId applied;

    /**
     * Follows nothing until it is started.
     *
     * @param store where the log is
     * @param invalidations whose floor is raised where events were lost
     * @param gate whose watermark moves on
     * @param apply takes each invalidation
     */
    public LogFollower(LogStore store, Invalidations invalidations, Gate gate, Consumer<Invalidation> apply) {
        this.store = store;
        this.invalidations = invalidations;
        this.gate = gate;
        this.apply = apply;
    }

    @Override
    public void onRecord(StoredRecord stored) {
        enqueue(() -> {
            LogRecord record = isOld(stored.id()) ? null : readable(stored); // as are all that this process has written
            if (record != null) {
                take(record);
            }
        });
    }

    @Override
    public void onGap() {
        catchUp();
    }

    /**
     * Applies a record that this process itself has appended.
     *
     * @param record the next one
     */
    public void accept(LogRecord record) {
        enqueue(() -> take(record));
    }

    /**
     * Applies a record of this process's own stream, which is in no log that others read. They come in order.
     *
     * @param record the next one
     */
    public void acceptOwn(LogRecord record) {
        enqueue(() -> apply(record, ownChain));
    }

    /** Reads the log from where the chain ends: at the start, after a gap, and every so often. */
    public void catchUp() {
        enqueue(this::readOn);
    }

    /** {@return how often events were lost and a floor had to be raised} */
    public long holes() {
        return holes.get();
    }

    /** {@return the last record applied, or null} */
    public @Nullable RecordId applied() {
        return applied;
    }

    /** {@return W by all that was applied: no event before it is still to come} */
    public long watermark() {
        return watermark;
    }

    /** {@return W by the log alone} */
    public long logWatermark() {
        return logWatermark;
    }

    private void enqueue(Runnable task) {
        work.add(task);
        if (waiting.getAndIncrement() == 0) {
            do {
                runSafely(work.remove());
            } while (waiting.decrementAndGet() > 0);
        }
    }

    /** What failed has not joined the chain: the next record finds a hole, and the hole is filled or becomes a floor. */
    private static void runSafely(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("A record of the log could not be applied; it counts as lost.", e);
        }
    }

    private void take(LogRecord record) {
        if (isOld(record.id())) {
            return;
        }
        if (!continues(record, chain)) {
            readOn();
        }
        if (!isOld(record.id())) {
            applyLogged(record);
        }
    }

    private void readOn() {
        try {
            RecordId after = last;
            List<StoredRecord> records;
            do {
                records = store.read(after, READ_LIMIT);
                for (StoredRecord stored : records) {
                    LogRecord record = readable(stored);
                    if (record != null && !isOld(record.id())) {
                        applyLogged(record);
                    }
                    after = stored.id();
                }
            } while (records.size() == READ_LIMIT);
        } catch (PortException e) {
            LOG.debug("The log can't be read on after {} now.", last, e);
        }
    }

    /** The record, or null where it can't be read: it counts as lost, and the next one finds a hole. */
    private @Nullable LogRecord readable(StoredRecord stored) {
        try {
            return LogRecordFormat.decode(stored.bytes());
        } catch (PortException e) {
            RecordId reported = unreadable;
            if (reported == null || stored.id().compareTo(reported) > 0) {
                unreadable = stored.id();
                LOG.warn("Record {} of the log can't be read and counts as lost: {}", stored.id(), e.getMessage());
            }
            return null;
        }
    }

    private void applyLogged(LogRecord record) {
        apply(record, chain);
        logWatermark = ClusterTime.max(logWatermark, record.watermark());
        last = record.id();
        applied = last;
    }

    private void apply(LogRecord record, Chain source) {
        if (!continues(record, source)) {
            invalidations.raiseFloor(record.previousWatermark());
            if (last != null) {
                holes.incrementAndGet();
            }
        }
        if (!ClusterTime.isAfter(watermark, record.reset())) {
            invalidations.raiseFloor(record.reset());
        }
        boolean higher = !ClusterTime.isAfter(watermark, record.watermark());
        if (higher) {
            Coverage added = record.coverage().without(gate.watched().coverage());
            invalidations.raiseFloor(added, ClusterTime.max(record.previousWatermark(), record.reset()));
        }
        record.invalidations().forEach(apply);
        if (higher) {
            gate.watched().become(record.coverage());
        }
        watermark = ClusterTime.max(watermark, record.watermark());
        gate.advance(watermark);
        source.add(record.id());
    }

    private boolean continues(LogRecord record, Chain source) {
        return source.contains(record.previous()) || ClusterTime.isAfter(watermark, record.previousWatermark());
    }

    private boolean isOld(RecordId id) {
        return last != null && id.compareTo(last) <= 0;
    }
}
