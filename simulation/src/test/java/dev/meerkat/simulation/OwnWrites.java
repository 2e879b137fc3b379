package dev.meerkat.simulation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The cluster times of the writes that a process has seen acknowledged. */
final class OwnWrites {

    private record Key(int namespace, int id) {}

    private final Map<Key, Long> times = new HashMap<>();

    void acknowledged(List<Change> changes, long time) {
        for (Change change : changes) {
            times.put(new Key(change.namespace(), change.id()), time);
            times.put(new Key(change.namespace(), Target.ALL), time);
        }
    }

    /** A result that is read from now on must have all writes up to this time that are the process's own. */
    long required(Target target) {
        return target.namespaces().stream()
                .mapToLong(namespace -> times.getOrDefault(new Key(namespace, target.id()), 0L))
                .max()
                .orElse(0);
    }
}
