package dev.meerkat.cache.log;

import dev.meerkat.cache.ClusterTime;
import dev.meerkat.cache.Invalidation;
import dev.meerkat.cache.Namespace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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

    /** Where more changes than these are of one namespace, it stands for them; if that doesn't do, where any are. */
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
        return List.of(new Invalidation.Everything(latest(raised)));
    }

    private static List<Invalidation> collapsed(List<Invalidation> raised, int crowd) {
        List<Invalidation> result = new ArrayList<>();
        Map<Namespace, List<Invalidation.Documents>> documents = new LinkedHashMap<>();
        for (Invalidation invalidation : raised) {
            if (invalidation instanceof Invalidation.Documents some) {
                documents
                        .computeIfAbsent(some.namespace(), any -> new ArrayList<>())
                        .add(some);
            } else {
                result.add(invalidation);
            }
        }
        documents.forEach((namespace, some) -> {
            if (some.size() > crowd) {
                result.add(new Invalidation.WholeNamespace(latest(some), namespace));
            } else {
                result.addAll(some);
            }
        });
        return result;
    }

    private static long latest(List<? extends Invalidation> raised) {
        return raised.stream().mapToLong(Invalidation::time).reduce(ClusterTime.NONE, ClusterTime::max);
    }
}
