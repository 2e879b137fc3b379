package dev.meerkat.cache;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Notices what changes in a namespace while a query reads it. Thread-safe.
 *
 * <p>A majority read isn't of one moment: MongoDB may let go of its snapshot between documents and go on with a newer one. An
 * update meanwhile may move a document in the index that is gone through, from what is still to come to what has been passed,
 * even if it is of a field that the query doesn't look at: then the result lacks the document, and would never hear of it.
 * Such an update has a cluster time after the version F of the read, and at or before the time of its reply, {@code upTo}. So
 * a {@link Watch} begins before the read, and sees every change after F that is told here, until the watermark has passed
 * {@code upTo}: then all of them have been told.
 */
final class Disturbances {

    private static final int MANY = 256;
    static final int MOST = 4096;

    private final Gate gate;
    private final Invalidations invalidations;
    private final boolean noticed;
    private final Set<Watch> watches = ConcurrentHashMap.newKeySet();

    Disturbances(Gate gate, Invalidations invalidations, Guards guards) {
        this.gate = gate;
        this.invalidations = invalidations;
        this.noticed = guards.has(Guard.NARROW_UNLESS_DISTURBED);
    }

    /**
     * Begins to watch; null where far too much is watched already.
     *
     * @param read what the query reads: one namespace
     * @param asof the read's version
     */
    @Nullable
    Watch begin(Dependencies read, long asof) {
        if (watches.size() >= MANY) {
            watches.removeIf(Watch::isOver);
            if (watches.size() >= MOST) {
                return null;
            }
        }
        Watch watch = new Watch(read.namespaces().get(0), asof);
        watches.add(watch); // before it is looked at what is known: no change falls in between
        if (ClusterTime.isAfter(invalidations.latest(read), asof)) {
            watch.sees(asof + 1); // an earlier one may be hidden behind the latest
        }
        return watch;
    }

    /** Documents changed; called after it was raised, and before the watermark moves on. */
    void raised(Invalidation.Documents change) {
        if (!watches.isEmpty()) {
            watches.removeIf(Watch::isOver);
            watches.forEach(watch -> watch.hear(change));
        }
    }

    /** Over one read of one namespace. Thread-safe. */
    final class Watch {

        private final Namespace namespace;
        private final long asof;
        private volatile long first = ClusterTime.NONE;
        private volatile long upTo = ClusterTime.NONE;

        private Watch(Namespace namespace, long asof) {
            this.namespace = namespace;
            this.asof = asof;
        }

        /** The read has ended, and its result shows nothing after this time. */
        void until(long time) {
            upTo = time;
        }

        /** The read has brought nothing for which it matters. */
        void end() {
            watches.remove(this);
        }

        /** Whether nothing is known to have changed since the read's version. */
        boolean isQuiet() {
            return first == ClusterTime.NONE;
        }

        private void hear(Invalidation.Documents change) {
            if (namespace.equals(change.namespace()) && ClusterTime.isAfter(change.time(), asof)) {
                sees(change.time());
            }
        }

        private synchronized void sees(long time) {
            if (first == ClusterTime.NONE || ClusterTime.isAfter(first, time)) {
                first = time;
            }
        }

        /** Whether all changes up to the end of the read have been told. To be asked before {@link #isDisturbed}. */
        boolean isOver() {
            long end = upTo;
            return end != ClusterTime.NONE && ClusterTime.isAfter(gate.watermark(), end);
        }

        /** Whether something is known to have changed meanwhile. */
        boolean isDisturbed() {
            return noticed && first != ClusterTime.NONE && !ClusterTime.isAfter(first, upTo);
        }
    }
}
