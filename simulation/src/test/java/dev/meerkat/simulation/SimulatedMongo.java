package dev.meerkat.simulation;

import dev.meerkat.cache.ClusterTime;
import dev.meerkat.cache.spi.PortException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongFunction;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * A replica set: an oplog of cluster times, what of it the majority has, and the documents' versions. A write is in the
 * primary's oplog at once and with the majority some time later; change streams and cached reads see what the majority has.
 */
final class SimulatedMongo {

    private static final long EPOCH_SECONDS = 1_700_000_000L;

    private final Stage stage;
    private final Chance chance;
    private final Pace pace;
    private final Tally tally;
    private final Truth truth = new Truth();
    private final List<Op> oplog = new ArrayList<>();
    private final List<SimulatedStream> streams = new ArrayList<>();
    private int committed = -1;
    private int firstRetained;
    private long heldUntil;
    private long deposedUntil;
    private long deposedAt;
    private int batchLimit;
    private boolean notesDelayed;
    private boolean notesWithoutEntry;
    private long quietUntil;
    private boolean clusterStreamsRefused;
    private final Set<String> databasesAskedFor = new TreeSet<>();
    private final List<Runnable> rollbacks = new ArrayList<>();
    private long values;
    private long lastTime;

    SimulatedMongo(Stage stage, Chance chance, Pace pace, Tally tally) {
        this.stage = stage;
        this.chance = chance;
        this.pace = pace;
        this.tally = tally;
        append(List.of(), List.of());
    }

    /** What a read brought. */
    record Reply(byte[] documents, long operationTime) {}

    Truth truth() {
        return truth;
    }

    Stage stage() {
        return stage;
    }

    Pace pace() {
        return pace;
    }

    Chance chance() {
        return chance;
    }

    Tally tally() {
        return tally;
    }

    /** A value of which no document ever had a part. */
    long newValue() {
        return Fields.both(++values);
    }

    /** The same, which the filter of {@link Truth#isSome} lets through, or not. */
    long newValue(boolean some) {
        long value = newValue();
        return Truth.isSome(value) == some ? value : newValue();
    }

    /** The primary takes a write. */
    Op append(List<Change> changes, List<BsonDocument> events) {
        long lag = chance.oneIn(50) ? chance.between(5, 60) * Catalog.MS : chance.between(200, 3_000) * 1_000;
        long before = oplog.isEmpty() ? 0 : oplog.get(oplog.size() - 1).committedAt();
        long committedAt = Math.max(before, Math.max(stage.now(), heldUntil) + lag);
        Op op = new Op(nextTime(), stage.now(), committedAt, changes, events);
        oplog.add(op);
        truth.add(op);
        streams.forEach(stream -> stream.wake(committedAt));
        return op;
    }

    /** Writes documents in one step, as a transaction where they are many. */
    Op appendDocuments(List<Change> changes) {
        List<BsonDocument> events = new ArrayList<>();
        for (Change change : changes) {
            boolean existed = truth.latest(change.namespace(), change.id()) != Change.ABSENT;
            if (existed || change.value() != Change.ABSENT) {
                events.add(Events.of(change, existed));
            }
        }
        return append(changes, events);
    }

    private long nextTime() {
        long first = (EPOCH_SECONDS + stage.now() / 1_000_000_000) << 32 | 1;
        lastTime = Math.max(lastTime + 1, first);
        return lastTime;
    }

    /** The primary's newest cluster time. */
    long lastTime() {
        return lastTime;
    }

    Op op(int index) {
        return oplog.get(index);
    }

    int size() {
        return oplog.size();
    }

    /** The index of the newest entry that the majority has. */
    int committed() {
        while (committed + 1 < oplog.size() && oplog.get(committed + 1).committedAt() <= stage.now()) {
            committed++;
        }
        return committed;
    }

    int firstRetained() {
        return firstRetained;
    }

    /** The first entry with this time or a later one. */
    int indexOf(long time) {
        int low = 0;
        int high = oplog.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ClusterTime.isAfter(time, oplog.get(middle).time())) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /**
     * Waits until the majority has the entry.
     *
     * @throws PortException where it is rolled back instead: its writer learns nothing
     */
    void awaitCommitted(Op op) throws PortException {
        if (op.committedAt() > stage.now()) {
            stage.pass(op.committedAt() - stage.now());
        }
        if (isGone(op)) {
            throw new PortException("PrimarySteppedDown");
        }
    }

    /** Whether the entry was rolled back. */
    boolean isGone(Op op) {
        int index = indexOf(op.time());
        return index == oplog.size() || oplog.get(index).time() != op.time();
    }

    /** Another primary is elected that has only what the majority has: the rest has never been. */
    void rollBack() {
        int last = committed();
        long time = oplog.get(last).time();
        int lost = oplog.size() - last - 1;
        oplog.subList(last + 1, oplog.size()).clear();
        heldUntil = stage.now();
        if (lost > 0) {
            tally.count(Incident.WRITES_ROLLED_BACK);
            truth.rollBack(time, stage.now());
            rollbacks.forEach(Runnable::run);
        }
        append(List.of(), List.of());
        killCursors();
    }

    /** Runs this whenever writes were rolled back. */
    void onRollback(Runnable what) {
        rollbacks.add(what);
    }

    /** The newest cluster time that the majority has. */
    long committedTime() {
        return oplog.get(committed()).time();
    }

    /** Reads a majority snapshot at or after a time; the reply's operation time may be later than the snapshot. */
    Reply readMajority(Link link, long after, long deadlineNanos, LongFunction<byte[]> read) throws PortException {
        pace.request(link);
        long deadline = stage.now() + deadlineNanos;
        reach(after);
        Op least = oplog.get(indexOf(after));
        if (least.committedAt() > deadline) {
            stage.pass(deadlineNanos);
            throw new PortException("MaxTimeMSExpired");
        }
        awaitCommitted(least);
        byte[] documents =
                read.apply(oplog.get(anyFrom(indexOf(after), committed())).time());
        pace.step();
        long operationTime = lastTime;
        pace.answer(link);
        return new Reply(documents, operationTime);
    }

    /** The primary waits for a cluster time, or lets it come; nobody can have heard of one that is later than its own. */
    private void reach(long time) throws PortException {
        if (ClusterTime.isAfter(time, lastTime)) {
            throw new PortException("InvalidOptions");
        }
        while (indexOf(time) == oplog.size()) {
            append(List.of(), List.of());
            pace.step();
        }
    }

    /** The newest, or one of those shortly before. */
    private int anyFrom(int least, int newest) {
        return chance.oneIn(4) ? (int) chance.between(Math.max(least, newest - 20), newest) : newest;
    }

    /** Reads what the primary has. */
    Reply readLocal(Link link, LongFunction<byte[]> read) throws PortException {
        pace.request(link);
        Reply reply = new Reply(read.apply(lastTime), lastTime);
        pace.answer(link);
        return reply;
    }

    /** Reads what a server has that may lag behind, but not behind this time. */
    Reply readAfter(Link link, long after, LongFunction<byte[]> read) throws PortException {
        pace.request(link);
        reach(after);
        long snapshot = oplog.get(anyFrom(indexOf(after), oplog.size() - 1)).time();
        Reply reply = new Reply(read.apply(snapshot), snapshot);
        pace.answer(link);
        return reply;
    }

    void add(SimulatedStream stream) {
        streams.add(stream);
    }

    void remove(@Nullable SimulatedStream stream) {
        streams.remove(stream);
    }

    /** Kills every cursor: each next read of a stream fails. */
    void killCursors() {
        streams.forEach(SimulatedStream::kill);
    }

    /** The majority has nothing new for a while. */
    void holdMajority(long nanos) {
        heldUntil = Math.max(heldUntil, stage.now() + nanos);
    }

    /** Another primary is elected, and for a while some clients still talk to the old one. */
    void deposePrimary(long nanos) {
        deposedUntil = stage.now() + nanos;
        deposedAt = lastTime;
    }

    /** Whether a client happens to talk to a primary that is none any more. */
    boolean isPrimaryStale() {
        boolean stale = stage.now() < deposedUntil && chance.oneIn(2);
        if (stale) {
            tally.count(Incident.STALE_PRIMARY_ASKED);
        }
        return stale;
    }

    /** The newest cluster time that the deposed primary knows. */
    long deposedAt() {
        return deposedAt;
    }

    /** Batches of change streams hold so many events at most; 0: as the seed will have it. */
    void limitBatches(int events) {
        batchLimit = events;
    }

    int nextBatchLimit() {
        return batchLimit > 0 ? batchLimit : chance.oneIn(4) ? 1 + chance.below(3) : 100;
    }

    /** Nobody writes documents for a while. */
    void beQuiet(long nanos) {
        quietUntil = stage.now() + nanos;
    }

    boolean isQuiet() {
        return stage.now() < quietUntil;
    }

    /** The linearizable read finds an entry of the oplog that will do, and writes none of its own. */
    void setNotesWithoutEntry(boolean without) {
        notesWithoutEntry = without;
    }

    /** The entry that a linearizable read waits for: at or after whatever was acknowledged when it was asked. */
    Op entryOfNote() {
        return notesWithoutEntry || chance.oneIn(4) ? oplog.get(oplog.size() - 1) : append(List.of(), List.of());
    }

    void delayNotes(boolean delayed) {
        notesDelayed = delayed;
    }

    boolean areNotesDelayed() {
        return notesDelayed;
    }

    /** The user may watch databases only, or the whole cluster. */
    void setClusterStreamsRefused(boolean refused) {
        clusterStreamsRefused = refused;
    }

    boolean areClusterStreamsRefused() {
        return clusterStreamsRefused;
    }

    /** The register of the databases that any process was asked for. */
    Set<String> databasesAskedFor() {
        return databasesAskedFor;
    }

    /** Forgets the history up to now. */
    void trim() {
        firstRetained = Math.max(firstRetained, committed());
    }
}
