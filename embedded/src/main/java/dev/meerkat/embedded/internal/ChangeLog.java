package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a real server keeps as its oplog: the last changes in their total order, in a ring that is bounded in entries and
 * in bytes. Entries are numbered without gaps; their cluster times increase strictly, but for the parts of a
 * transaction, which share one. The log is never empty: its last entry gives the cluster's time.
 */
final class ChangeLog {

    /** The bytes that the entries' documents take together as BSON, at most, unless the last alone takes more. */
    static final long MOST_BYTES = 100_000_000;

    private final ClusterClock clock;
    private final @Nullable ChangeEntry[] ring;
    private final int[] sizes;
    private final long mostBytes;
    private final ScopeIndex index = new ScopeIndex();
    private Consumer<StreamScope> listener = scope -> {};
    private long first;
    private long next;
    private long bytes;
    private long examined;
    private boolean hidden;
    private @Nullable BsonTimestamp lost;
    private BsonTimestamp lastTime = new BsonTimestamp(0);
    private @Nullable List<ChangeEntry> diversion;

    ChangeLog(ClusterClock clock, int capacity) {
        this(clock, capacity, MOST_BYTES);
    }

    ChangeLog(ClusterClock clock, int capacity, long mostBytes) {
        this.clock = clock;
        this.ring = new ChangeEntry[Math.max(2, capacity)];
        this.sizes = new int[ring.length];
        this.mostBytes = mostBytes;
        noop();
    }

    /** Tells of each scope that has a new entry. */
    void onAppend(Consumer<StreamScope> told) {
        listener = told;
    }

    void insert(Namespace namespace, Document document) {
        Document copy = document.cloneDeeply();
        append("insert", namespace, null, key(copy), copy, null);
    }

    void update(Namespace namespace, Document after, Document description) {
        append("update", namespace, null, key(after).cloneDeeply(), null, description);
    }

    void replace(Namespace namespace, Document after) {
        Document copy = after.cloneDeeply();
        append("replace", namespace, null, key(copy), copy, null);
    }

    void delete(Namespace namespace, Document document) {
        append("delete", namespace, null, key(document), null, null);
    }

    void drop(Namespace namespace) {
        append("drop", namespace, null, null, null, null);
    }

    void dropDatabase(String database) {
        append("dropDatabase", new Namespace(database, ""), null, null, null, null);
    }

    void rename(Namespace from, Namespace to) {
        append("rename", from, to, null, null, null);
    }

    /** An entry that no stream shows: it moves the cluster time on. */
    void noop() {
        append(ChangeEntry.NOOP, new Namespace("", ""), null, null, null, null);
    }

    private void append(
            String type,
            Namespace namespace,
            @Nullable Namespace to,
            @Nullable Document key,
            @Nullable Document full,
            @Nullable Document update) {
        ChangeEntry entry = new ChangeEntry(lastTime, type, namespace, to, key, full, update, null);
        if (diversion == null) {
            add(entry.at(clock.next(), null));
        } else {
            diversion.add(entry);
        }
    }

    private void add(ChangeEntry entry) {
        int size = size(entry.fullDocument() == null ? entry.documentKey() : entry.fullDocument())
                + size(entry.updateDescription());
        while (first < next && (next - first == ring.length || bytes + size > mostBytes)) {
            removeFirst();
        }
        ring[slot(next)] = entry;
        sizes[slot(next)] = size;
        bytes += size;
        lastTime = entry.time();
        Set<StreamScope> scopes = StreamScope.of(entry);
        index.add(next, scopes);
        next++;
        scopes.forEach(listener);
    }

    private static int size(@Nullable Document document) {
        return document == null ? 0 : Bson.size(document);
    }

    private void removeFirst() {
        ChangeEntry entry = get(first);
        ring[slot(first)] = null;
        bytes -= sizes[slot(first)];
        index.remove(first, StreamScope.of(entry));
        lost = entry.time();
        first++;
    }

    /** Lets changes be collected in a list, without a time, instead of being written; null ends that. */
    void divertTo(@Nullable List<ChangeEntry> list) {
        diversion = list;
    }

    /** Writes collected changes, each with a time of its own. */
    void appendAll(List<ChangeEntry> changes) {
        changes.forEach(change -> add(change.at(clock.next(), null)));
    }

    /** Writes the changes of a transaction with one cluster time. */
    void appendTransaction(List<ChangeEntry> changes, UUID session, long number) {
        if (changes.isEmpty()) {
            return;
        }
        BsonTimestamp time = clock.next();
        for (int i = 0; i < changes.size(); i++) {
            add(changes.get(i).at(time, new ChangeEntry.Part(i, session, number)));
        }
    }

    private static Document key(Document document) {
        return new Document("_id", document.get("_id"));
    }

    private int slot(long number) {
        return (int) (number % ring.length);
    }

    /** Forgets everything: whoever resumes at a time before now has lost history. */
    void trim() {
        noop();
        while (first < next - 1) {
            removeFirst();
        }
    }

    /** The number of the oldest entry that is still there. */
    long first() {
        return first;
    }

    /** The number that the next entry will get. */
    long next() {
        return next;
    }

    /** Whether streams get to see nothing of it for now, as on a server that lags behind. */
    boolean isHidden() {
        return hidden;
    }

    void setHidden(boolean value) {
        hidden = value;
    }

    /** How many entries streams have looked at. */
    long examined() {
        return examined;
    }

    /** An entry that a stream looks at. */
    ChangeEntry examine(long number) {
        examined++;
        return get(number);
    }

    private ChangeEntry get(long number) {
        ChangeEntry entry = number < first || number >= next ? null : ring[slot(number)];
        if (entry == null) {
            throw new IllegalArgumentException("no entry " + number + " in [" + first + ", " + next + ")");
        }
        return entry;
    }

    /** The time of the last entry: of everything that has happened. */
    BsonTimestamp time() {
        return lastTime;
    }

    /** The wall clock now, in whole milliseconds. */
    Instant wallTime() {
        return clock.wallTime().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Lets later times be above one that a client has seen elsewhere, and moves on to it. */
    void advanceTo(BsonTimestamp seen) {
        if (seen.compareTo(lastTime) > 0) {
            clock.advanceTo(seen);
            noop();
        }
    }

    /** Whether entries at or after this time may be gone. */
    boolean hasLost(BsonTimestamp time) {
        return lost != null && (time.compareTo(get(first).time()) < 0 || time.equals(lost));
    }

    /** What each scope has. */
    ScopeIndex index() {
        return index;
    }

    /** The number of the first entry at or after this time; the next number if there is none yet. */
    long firstAtOrAfter(BsonTimestamp time) {
        long low = first;
        long high = next;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (get(middle).time().compareTo(time) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
