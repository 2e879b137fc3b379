package dev.meerkat.cache.spi;

import dev.meerkat.cache.ClusterTime;
import dev.meerkat.cache.Namespace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/**
 * A cluster in memory, as far as its clock, its change stream and its lease go: every write takes the next cluster time.
 * Thread-safe.
 */
public final class InMemoryCluster implements ClusterClock, EventSource, LeaseStore {

    private final List<BsonDocument> events = new ArrayList<>();
    private long time = 1_000L << 32;
    private long forgotten = ClusterTime.NONE;
    private boolean primary = true;
    private @Nullable Lease lease;

    /** Writes something that nobody watches. */
    public synchronized long tick() {
        return ++time;
    }

    /** Writes something; {@code id} is null where it isn't one document that is written. */
    public synchronized long write(String operation, Namespace namespace, @Nullable BsonValue id) {
        time++;
        BsonDocument event = new BsonDocument("_id", token(time))
                .append("operationType", new BsonString(operation))
                .append("clusterTime", new BsonTimestamp(time))
                .append(
                        "ns",
                        new BsonDocument("db", new BsonString(namespace.database()))
                                .append("coll", new BsonString(namespace.collection())));
        if (id != null) {
            event.append("documentKey", new BsonDocument("_id", id));
        }
        events.add(event);
        notifyAll();
        return time;
    }

    /** From now on no stream can begin in the past. */
    public synchronized void forgetHistory() {
        forgotten = time;
        events.clear();
    }

    /** Somebody deletes the lease. */
    public synchronized void loseLease() {
        lease = null;
        time++;
    }

    /** Takes the primary away, or gives it back. */
    public synchronized void setPrimary(boolean there) {
        primary = there;
    }

    private static BsonDocument token(long time) {
        return new BsonDocument("after", new BsonInt64(time));
    }

    @Override
    public synchronized long note(Duration deadline) throws PortException {
        checkPrimary();
        return time;
    }

    @Override
    public Cursor resumeAfter(BsonDocument token) throws PortException {
        return startAt(token.getInt64("after").getValue() + 1);
    }

    @Override
    public Cursor startAt(long clusterTime) throws PortException {
        InMemoryCursor cursor = new InMemoryCursor(clusterTime);
        cursor.check();
        return cursor;
    }

    @Override
    public synchronized Reading read() throws PortException {
        checkPrimary();
        return new Reading(lease, time);
    }

    @Override
    public synchronized void insertIfAbsent() throws PortException {
        checkPrimary();
        if (lease == null) {
            lease = new Lease(null, 0, 0, 0, null);
            time++;
        }
    }

    @Override
    public synchronized @Nullable Lease compareAndSet(Expected expected, Change change) throws PortException {
        checkPrimary();
        Lease old = lease;
        if (old == null
                || expected.term() != old.term()
                || (expected.beat() != null && expected.beat() != old.beat())
                || (expected.holder() != null && !expected.holder().equals(old.holder()))) {
            return null;
        }
        time++;
        Checkpoint checkpoint = change.checkpoint() == null ? old.checkpoint() : change.checkpoint();
        lease = new Lease(change.holder(), change.term(), old.beat() + 1, change.patienceMillis(), checkpoint);
        return lease;
    }

    private void checkPrimary() throws PortException {
        if (!primary) {
            throw new PortException("there is no primary");
        }
    }

    private final class InMemoryCursor implements Cursor {

        private long next;

        InMemoryCursor(long next) {
            this.next = next;
        }

        void check() throws HistoryLostException {
            synchronized (InMemoryCluster.this) {
                if (!ClusterTime.isAfter(next, forgotten)) {
                    throw new HistoryLostException("the history up to " + ClusterTime.toString(forgotten) + " is gone");
                }
            }
        }

        @Override
        public Batch next(Duration maxWait) throws PortException {
            long deadline = System.nanoTime() + maxWait.toNanos();
            synchronized (InMemoryCluster.this) {
                check();
                List<BsonDocument> batch = pending();
                long left = deadline - System.nanoTime();
                while (batch.isEmpty() && left > 0) {
                    waitNanos(left);
                    batch = pending();
                    left = deadline - System.nanoTime();
                }
                next = ClusterTime.max(next, time + 1);
                return new Batch(batch, token(next - 1));
            }
        }

        private List<BsonDocument> pending() {
            return events.stream()
                    .filter(event -> !ClusterTime.isAfter(next, ClusterTime.of(event.getTimestamp("clusterTime"))))
                    .toList();
        }

        private void waitNanos(long nanos) throws PortException {
            try {
                TimeUnit.NANOSECONDS.timedWait(InMemoryCluster.this, nanos);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new PortException("interrupted while waiting for events", interrupted);
            }
        }

        @Override
        public void close() {}
    }
}
