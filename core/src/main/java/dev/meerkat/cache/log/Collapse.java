package dev.meerkat.cache.log;

import dev.meerkat.cache.ClusterTime;
import dev.meerkat.cache.Invalidation;
import dev.meerkat.cache.Namespace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes one small record of a huge batch, such as an import brings: whole namespaces stand for the many documents of theirs,
 * at the latest of their times. That invalidates more than had to be, and never less: whoever read a document, or any, of a
 * namespace depends on the whole of it too.
 *
 * <p>It is all one record, since a namespace's latest time may lie behind other events of the batch: between two records
 * there would be no watermark that is true.
 */
final class Collapse {

    /** Of more documents than these, their namespace as a whole; if that doesn't do, of any. */
    private static final int[] CROWDS = {100, 0};

    private Collapse() {}

    /**
     * The same or more, in few.
     *
     * @param raised by a batch, not empty
     * @param most how many there may be in the end
     */
    static List<Invalidation> of(List<Invalidation> raised, int most) {
        for (int crowd : CROWDS) {
            List<Invalidation> collapsed = collapsed(raised, crowd);
            if (collapsed.size() <= most) {
                return collapsed;
            }
        }
        return List.of(new Invalidation.Everything(
                raised.stream().mapToLong(Invalidation::time).reduce(ClusterTime.NONE, ClusterTime::max)));
    }

    /** How many documents of a namespace, and when the last of them. */
    private record Crowd(int documents, long latest) {

        Crowd and(Crowd other) {
            return new Crowd(documents + other.documents, ClusterTime.max(latest, other.latest));
        }
    }

    private static List<Invalidation> collapsed(List<Invalidation> raised, int most) {
        Map<Namespace, Crowd> crowds = new HashMap<>();
        for (Invalidation invalidation : raised) {
            if (invalidation instanceof Invalidation.Documents some) {
                crowds.merge(some.namespace(), new Crowd(some.documents().length, some.time()), Crowd::and);
            }
        }
        crowds.values().removeIf(crowd -> crowd.documents <= most);
        List<Invalidation> result = new ArrayList<>();
        for (Invalidation invalidation : raised) {
            if (!(invalidation instanceof Invalidation.Documents some) || !crowds.containsKey(some.namespace())) {
                result.add(invalidation);
            }
        }
        crowds.forEach((namespace, crowd) -> result.add(new Invalidation.WholeNamespace(crowd.latest, namespace)));
        return result;
    }
}
