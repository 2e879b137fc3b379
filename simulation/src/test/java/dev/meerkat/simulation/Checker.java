package dev.meerkat.simulation;

import dev.meerkat.cache.ClusterTime;
import dev.meerkat.simulation.Truth.State;
import dev.meerkat.simulation.Truth.Version;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compares results with the truth.
 *
 * <p>A document's value is wrong if a later one was with the majority more than the reader's bound before the read began. The
 * result of a query is wrong if it is that of no state between the last one that was with the majority so long ago and the
 * newest at the end of the read. A result that came in several batches is checked document by document. None may lack what
 * the reader had seen when the read began: its process's acknowledged writes, or what came before in its chain.
 */
final class Checker {

    private final Truth truth;
    private @Nullable String violation;

    Checker(Truth truth) {
        this.truth = truth;
    }

    /** What was wrong first, or null. */
    @Nullable
    String violation() {
        return violation;
    }

    /**
     * A read that was answered by the cache has ended.
     *
     * @param seen learns what the result shows
     */
    void check(Reading reading, long ended, byte[] documents, @Nullable Seen seen) {
        String wrong = wrong(reading, ended, documents, seen);
        if (wrong != null && violation == null) {
            violation = String.format(
                    "%s read %s from %.6f to %.6f s: %s",
                    reading.who(), reading.target(), reading.began() / 1e9, ended / 1e9, wrong);
        }
    }

    /** A read that went past the cache has ended. It may show what is rolled back soon after. */
    void checkUncached(Reading reading, long ended, byte[] documents, @Nullable Seen seen) {
        if (truth.rolledBackAt() < reading.began()) {
            check(reading, ended, documents, seen);
        }
    }

    private @Nullable String wrong(Reading reading, long ended, byte[] documents, @Nullable Seen seen) {
        Target target = reading.target();
        int namespace = target.namespaces().get(0);
        switch (target.kind()) {
            case DOCUMENT -> {
                long value = Target.value(documents, target.id());
                return document(reading, ended, namespace, target.id(), reading.required()[0], value, seen);
            }
            case LARGE -> {
                String wrong = null;
                for (int id = 0; id < Catalog.IDS && wrong == null; id++) {
                    long value = Target.value(documents, id);
                    wrong = document(reading, ended, namespace, id, reading.required()[id], value, seen);
                }
                return wrong;
            }
            case SOME_BY_FIELD -> {
                String wrong = query(reading, ended, target.digest(documents), seen);
                return wrong != null ? wrong : shown(reading, ended, namespace, new Documents(documents));
            }
            default -> {
                return query(reading, ended, target.digest(documents), seen);
            }
        }
    }

    /** Each document in the result shows what the reader has seen of it. */
    private @Nullable String shown(Reading reading, long ended, int namespace, Documents documents) {
        String wrong = null;
        for (int i = 0; i < documents.count() && wrong == null; i++) {
            int id = documents.id(i);
            wrong = document(
                    reading.within(Reading.UNBOUNDED),
                    ended,
                    namespace,
                    id,
                    reading.required()[id],
                    documents.value(i),
                    null);
        }
        return wrong;
    }

    private @Nullable String document(
            Reading reading, long ended, int namespace, int id, long required, long value, @Nullable Seen seen) {
        List<Version> versions = truth.versions(namespace, id);
        int newest = -1;
        int oldest = -1;
        for (int i = versions.size() - 1; i >= 0 && !isOver(versions, i, required); i--) {
            if (versions.get(i).value() == value && versions.get(i).appendedAt() <= ended) {
                newest = Math.max(newest, i);
                oldest = i;
            }
        }
        if (newest < 0) {
            return "document " + id + " had no such value as " + value + " since what the reader had seen, "
                    + ClusterTime.toString(required);
        }
        if (newest + 1 < versions.size() && versions.get(newest + 1).committedAt() < reading.known()) {
            Version next = versions.get(newest + 1);
            return String.format(
                    "the value %d of document %d was too old: %d at %s was with the majority at %.6f s",
                    value, id, next.value(), ClusterTime.toString(next.time()), next.committedAt() / 1e9);
        }
        if (seen != null) {
            seen.saw(namespace, id, versions.get(oldest).time());
        }
        return null;
    }

    /** Whether the version had been replaced by this cluster time. */
    private static boolean isOver(List<Version> versions, int i, long time) {
        return i + 1 < versions.size()
                && !ClusterTime.isAfter(versions.get(i + 1).time(), time);
    }

    /** Whether something that a sum was made of then isn't as the reader has seen it. */
    private boolean lacks(Reading reading, State state) {
        if (reading.target().kind() != Target.Kind.SUM_OF_SOME) {
            return false;
        }
        int namespace = reading.target().namespaces().get(0);
        for (int id = 0; id < Catalog.IDS; id++) {
            if (ClusterTime.isAfter(reading.required()[id], state.time())
                    && Truth.isSome(truth.valueAt(namespace, id, state.time()))) {
                return true;
            }
        }
        return false;
    }

    private @Nullable String query(Reading reading, long ended, long digest, @Nullable Seen seen) {
        List<State> states = truth.states();
        long required = reading.least();
        State oldest = null;
        for (int i = states.size() - 1; i >= 0; i--) {
            State state = states.get(i);
            if (state.appendedAt() <= ended && reading.target().digest(state) == digest && !lacks(reading, state)) {
                oldest = state;
            }
            boolean over = state.committedAt() < reading.known() || !ClusterTime.isAfter(state.time(), required);
            if (over || i == 0) {
                if (oldest == null) {
                    return String.format(
                            "the result is of no state since %s, with the majority at %.6f s, with all seen before, %s",
                            ClusterTime.toString(state.time()),
                            state.committedAt() / 1e9,
                            ClusterTime.toString(required));
                }
                break;
            }
        }
        if (seen != null && oldest != null) {
            for (int namespace : reading.target().namespaces()) {
                seen.sawAll(namespace, oldest.time());
            }
        }
        return null;
    }
}
