package dev.meerkat.simulation;

import dev.meerkat.cache.ClusterTime;
import dev.meerkat.simulation.Truth.State;
import dev.meerkat.simulation.Truth.Version;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compares results with the truth.
 *
 * <p>A document's value is wrong if a later one was with the majority more than the bound before the read began. The result
 * of a query is wrong if it is that of no state between the last one that was with the majority so long ago and the newest
 * at the end of the read. Neither may lack a write that the process itself had seen acknowledged when the read began.
 */
final class Checker {

    private final Truth truth;
    private final long boundNanos;
    private @Nullable String violation;

    Checker(Truth truth, long boundNanos) {
        this.truth = truth;
        this.boundNanos = boundNanos;
    }

    /** What was wrong first, or null. */
    @Nullable
    String violation() {
        return violation;
    }

    /**
     * A read has ended.
     *
     * @param target what was read
     * @param began when
     * @param ended when
     * @param own from {@link OwnWrites#required}, as of the beginning
     * @param documents the result
     * @param who for the report
     */
    void check(Target target, long began, long ended, long own, byte[] documents, String who) {
        String wrong = target.isDocument()
                ? document(target, began - boundNanos, ended, own, Target.value(documents))
                : query(target, began - boundNanos, ended, own, Target.digest(documents));
        if (wrong != null && violation == null) {
            violation =
                    String.format("%s read %s from %.6f to %.6f s: %s", who, target, began / 1e9, ended / 1e9, wrong);
        }
    }

    private @Nullable String document(Target target, long known, long ended, long own, long value) {
        List<Version> versions = truth.versions(target.namespaces().get(0), target.id());
        int found = versions.size() - 1;
        while (found >= 0
                && (versions.get(found).value() != value || versions.get(found).appendedAt() > ended)) {
            found--;
        }
        if (found < 0) {
            return "the value " + value + " was never there";
        }
        if (ClusterTime.isAfter(own, versions.get(found).time())) {
            return "the value " + value + " lacks the process's own write at " + ClusterTime.toString(own);
        }
        if (found + 1 < versions.size() && versions.get(found + 1).committedAt() < known) {
            Version next = versions.get(found + 1);
            return String.format(
                    "the value %d was too old: %d at %s was with the majority at %.6f s",
                    value, next.value(), ClusterTime.toString(next.time()), next.committedAt() / 1e9);
        }
        return null;
    }

    private @Nullable String query(Target target, long known, long ended, long own, long digest) {
        List<State> states = truth.states();
        for (int i = states.size() - 1; i >= 0; i--) {
            State state = states.get(i);
            boolean hasOwn = !ClusterTime.isAfter(own, state.time());
            if (hasOwn && state.appendedAt() <= ended && target.digest(state) == digest) {
                return null;
            }
            if (state.committedAt() < known) {
                return "the result is of no state since "
                        + String.format(
                                "%s, with the majority at %.6f s",
                                ClusterTime.toString(state.time()), state.committedAt() / 1e9)
                        + (own == 0 ? "" : ", with the process's own write at " + ClusterTime.toString(own));
            }
        }
        return "the result was never there";
    }
}
