package dev.meerkat.cache;

import dev.meerkat.cache.Gate.Instants;
import java.time.Duration;
import java.util.Arrays;

/**
 * A served hit on its way to a verdict, and what is seen to change meanwhile of what it depends on. Thread-safe: changes
 * come from any thread.
 */
final class AuditedHit {

    private final Entry entry;
    private final Outcome.Tier tier;
    private final Duration bound;
    private final Reread reread;
    private final Instants served;
    private long first = ClusterTime.NONE;
    private long last = ClusterTime.NONE;

    /** What had changed when it was served; the rule lets nothing later than the entry's version pass. */
    private long knownWhenServed = ClusterTime.NONE;

    /** A cluster time at or after the second read's snapshot; none as long as that hasn't brought another result. */
    private volatile long readUpTo = ClusterTime.NONE;

    AuditedHit(Entry entry, Outcome.Tier tier, Duration bound, Reread reread, Instants served) {
        this.entry = entry;
        this.tier = tier;
        this.bound = bound;
        this.reread = reread;
        this.served = served;
    }

    Entry entry() {
        return entry;
    }

    Reread reread() {
        return reread;
    }

    Instants served() {
        return served;
    }

    Duration bound() {
        return bound;
    }

    synchronized void knew(long latest) {
        knownWhenServed = latest;
    }

    /** Documents changed, by a local write or by the log; seen since before {@link #knew}. */
    void raised(Invalidation.Documents change) {
        if (isConcerned(change)) {
            synchronized (this) {
                first = first == ClusterTime.NONE || ClusterTime.isAfter(first, change.time()) ? change.time() : first;
                last = ClusterTime.max(last, change.time());
            }
        }
    }

    private boolean isConcerned(Invalidation.Documents change) {
        Dependencies choosing = entry.choosing();
        return isConcerned(change, entry.dependencies(), entry.asof())
                || (choosing != null
                        && isConcerned(change, choosing, entry.inputs().asof()));
    }

    private static boolean isConcerned(Invalidation.Documents change, Dependencies dependencies, long since) {
        return ClusterTime.isAfter(change.time(), since)
                && Arrays.stream(dependencies.tags()).anyMatch(change::raises);
    }

    /** The second read has brought another result. */
    void differs(long operationTime) {
        readUpTo = operationTime;
    }

    /** Whether the second read has brought another result, and all changes up to it have been applied. */
    boolean isRipe(long watermark) {
        return isDifferent() && ClusterTime.isAfter(watermark, readUpTo);
    }

    boolean isDifferent() {
        return readUpTo != ClusterTime.NONE;
    }

    /** Whether it was known to have changed when it was served. */
    synchronized boolean isAgainstRule() {
        return ClusterTime.isAfter(knownWhenServed, entry.asof());
    }

    /** The first change after its version that can have brought the other result; {@link ClusterTime#NONE} where none has. */
    synchronized long cause() {
        return ClusterTime.isAfter(first, readUpTo) ? ClusterTime.NONE : first;
    }

    /**
     * Whether something was raised that was not seen as a change of documents: a floor, whose time says nothing about when
     * what it stands for has changed.
     *
     * @param latest what was raised of all that it depends on
     */
    synchronized boolean isUnderFloor(long latest) {
        return ClusterTime.isAfter(latest, ClusterTime.max(entry.asof(), last));
    }

    @Override
    public synchronized String toString() {
        return "served from " + tier + ", of version " + ClusterTime.toString(entry.asof())
                + ", last known change when it was served "
                + ClusterTime.toString(knownWhenServed) + ", first seen since "
                + (first == ClusterTime.NONE ? "none" : ClusterTime.toString(first)) + ", read again up to "
                + ClusterTime.toString(readUpTo) + ", tags " + tags() + ", read " + reread.key();
    }

    private String tags() {
        StringBuilder tags = new StringBuilder();
        for (long tag : entry.dependencies().tags()) {
            tags.append(tags.length() == 0 ? "" : " ").append(String.format("%016x", tag));
        }
        return tags.toString();
    }
}
