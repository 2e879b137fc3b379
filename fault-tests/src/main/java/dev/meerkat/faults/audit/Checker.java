package dev.meerkat.faults.audit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Judges reads by the writes that it was told of before, in time that grows with the logarithm of a document's recent writes.
 *
 * <p>The rules. A read is wrong
 *
 * <ul>
 *   <li>if a write with a larger number was acknowledged more than the bound before the read began (stale),
 *   <li>if a write with a larger number by its own process was acknowledged before it began (own write missed),
 *   <li>if what its causal session has seen before, of the document, had a larger number (causal),
 *   <li>if no write that had begun before the read ended stores what it shows (a garbage read, as Elle calls it: Kingsbury and Alvaro, 2020).
 * </ul>
 *
 * <p>That a document is absent counts as the largest number among its deletions that had begun before the read ended. A write
 * of unknown outcome is allowed from its beginning on, and never demanded. A count has the same rules: of the inserts that were
 * acknowledged before the bound, and of its process's own before its beginning, none may be missing, and it can't be more than
 * had begun before its end.
 *
 * <p>How stale a read is: how long before its beginning the first write that it misses was acknowledged. For one thread.
 */
final class Checker implements RecordDecoder.Listener {

    /** So long before the reads that are judged next writes are remembered; older reads' staleness is a lower bound. */
    private static final long REMEMBERED_NANOS = 60_000_000_000L;

    private static final int MOST_VIOLATIONS = 100;
    private static final Writes NONE = new Writes();

    private final long boundNanos;
    private final Windows windows;
    private final List<@Nullable Writes> documents = new ArrayList<>();
    private final Map<Integer, List<@Nullable Writes>> own = new HashMap<>();
    private final Map<Integer, Group> groups = new HashMap<>();
    private final List<String> violations = new ArrayList<>();
    private final long zeroNanos;
    private long latestNanos = Long.MIN_VALUE;

    /**
     * @param boundNanos the bound
     * @param windows which fault is on when, and what is counted for each
     * @param zeroNanos where the times of the violations' descriptions begin
     */
    Checker(long boundNanos, Windows windows, long zeroNanos) {
        this.boundNanos = boundNanos;
        this.windows = windows;
        this.zeroNanos = zeroNanos;
    }

    /** What was wrong, in lines; the first hundred. */
    List<String> violations() {
        return Collections.unmodifiableList(violations);
    }

    /** The latest beginning of a write so far. */
    long latestNanos() {
        return latestNanos;
    }

    @Override
    public void begun(Write write) {
        of(documents, write.document()).put(write);
        latestNanos = Math.max(latestNanos, write.begunNanos());
    }

    @Override
    public void write(Write write) {
        begun(write);
        windows.at(write.begunNanos()).writes++;
        if (write.process() != Write.PLAIN && write.acknowledgedNanos() != Write.UNKNOWN) {
            of(own.computeIfAbsent(write.process(), process -> new ArrayList<>()), write.document())
                    .put(write);
        }
    }

    @Override
    public void begun(Insert insert) {
        group(insert.group()).begun(insert);
        latestNanos = Math.max(latestNanos, insert.begunNanos());
    }

    @Override
    public void insert(Insert insert) {
        group(insert.group()).ended(insert);
        windows.at(insert.begunNanos()).writes++;
    }

    /** Forgets what reads that begin then, or soon before, don't need. */
    void forget(long nanos) {
        long before = nanos - boundNanos - REMEMBERED_NANOS;
        documents.forEach(writes -> forget(writes, before));
        own.values().forEach(all -> all.forEach(writes -> forget(writes, before)));
    }

    private static void forget(@Nullable Writes writes, long before) {
        if (writes != null) {
            writes.forget(before);
        }
    }

    @Override
    public void read(Read read) {
        judge(read);
    }

    @Override
    public void read(CausalRead read) {
        if (judge(read.read()) < read.seen()) {
            windows.at(read.read().begunNanos()).causal++;
            violation(() -> describe(read.read(), "its session had seen " + read.seen()));
        }
    }

    /** Returns the number that counts as what was read. */
    private long judge(Read read) {
        Tally tally = windows.at(read.begunNanos());
        Writes writes = known(documents, read.document());
        boolean absent = read.number() == Read.ABSENT;
        long number = absent ? writes.lastDeletion(read.endedNanos()) : read.number();
        if (!absent && !writes.explains(number, read.endedNanos())) {
            tally.garbage++;
            violation(() -> describe(read, "no write that had begun by then stores it"));
        }
        long stale = since(writes.firstAcknowledgedAbove(number), read.begunNanos());
        tally.result(read.source(), stale);
        if (stale > boundNanos) {
            tally.stale++;
            violation(() -> describe(read, "stale: missed " + writes.firstAbove(read, number)));
        }
        Writes mine = known(own.getOrDefault(read.process(), List.of()), read.document());
        if (mine.firstAcknowledgedAbove(number) < read.begunNanos()) {
            tally.ownMissed++;
            violation(() -> describe(read, "its own write missed, " + mine.firstAbove(read, number)));
        }
        return number;
    }

    @Override
    public void count(Count count) {
        Tally tally = windows.at(count.begunNanos());
        Group group = group(count.group());
        long counted = count.counted();
        long edge = count.begunNanos() - boundNanos;
        if (counted > group.most(count.endedNanos())) {
            tally.garbage++;
            violation(() -> describe(count, "only " + group.most(count.endedNanos()) + " inserts had begun by then"));
        }
        long stale = since(group.firstMissed(counted), count.begunNanos());
        tally.result(count.source(), stale);
        long least = group.least(edge);
        if (counted < least) {
            tally.stale++;
            violation(() -> describe(count, "stale: " + least + " had been acknowledged for longer than the bound"));
        }
        long mine = group.own(count.process(), Long.MIN_VALUE, count.begunNanos());
        long both = least + group.own(count.process(), edge, count.begunNanos());
        if (counted < (counted < least ? mine : both)) {
            tally.ownMissed++;
            violation(
                    () -> describe(count, "its own inserts missed: with them it is at least " + Math.max(mine, both)));
        }
    }

    @Override
    public void failure(Failure failure) {
        Tally tally = windows.at(failure.atNanos());
        if (failure.mongoFailed()) {
            tally.excused++;
            return;
        }
        tally.failed++;
        violation(() -> String.format(
                "at %.6f s a %s of process %d failed, though MongoDB didn't fail it, %s: %s",
                seconds(failure.atNanos()),
                failure.write() ? "write" : "read",
                failure.process(),
                windows.describe(failure.atNanos()),
                failure.what()));
    }

    private static long since(long acknowledged, long begun) {
        return acknowledged < begun ? begun - acknowledged : 0;
    }

    private String describe(Read read, String wrong) {
        return String.format(
                "at %.6f s, %s, process %d read %s of document %d from %s in %.6f s; %s",
                seconds(read.begunNanos()),
                windows.describe(read.begunNanos()),
                read.process(),
                read.number() == Read.ABSENT ? "the absence" : Long.toString(read.number()),
                read.document(),
                read.source(),
                (read.endedNanos() - read.begunNanos()) / 1e9,
                wrong);
    }

    private String describe(Count count, String wrong) {
        return String.format(
                "at %.6f s, %s, process %d counted %d of group %d from %s in %.6f s; %s",
                seconds(count.begunNanos()),
                windows.describe(count.begunNanos()),
                count.process(),
                count.counted(),
                count.group(),
                count.source(),
                (count.endedNanos() - count.begunNanos()) / 1e9,
                wrong);
    }

    private void violation(Supplier<String> violation) {
        if (violations.size() < MOST_VIOLATIONS) {
            violations.add(violation.get());
        }
    }

    private double seconds(long nanos) {
        return (nanos - zeroNanos) / 1e9;
    }

    private Group group(int group) {
        return groups.computeIfAbsent(group, number -> new Group());
    }

    private static Writes known(List<@Nullable Writes> all, int document) {
        Writes writes = document < all.size() ? all.get(document) : null;
        return writes == null ? NONE : writes;
    }

    private static Writes of(List<@Nullable Writes> all, int document) {
        while (all.size() <= document) {
            all.add(null);
        }
        Writes writes = all.get(document);
        if (writes == null) {
            writes = new Writes();
            all.set(document, writes);
        }
        return writes;
    }
}
