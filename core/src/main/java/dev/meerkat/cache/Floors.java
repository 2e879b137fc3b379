package dev.meerkat.cache;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Times at or below which nothing is known: for a namespace, for a database, for everything. An entry is valid only at or
 * above every floor that it stands on. Thread-safe; readers take no lock.
 *
 * <p>There are few: beyond a limit all of them fold into the one for everything, which is raised before they are forgotten
 * and read after they are looked up.
 */
final class Floors {

    private final AtomicLong everything = new AtomicLong(ClusterTime.NONE);
    private final ConcurrentMap<Object, Long> parts = new ConcurrentHashMap<>();
    private final int limit;

    /** Stays true: a concurrent map's own isEmpty may err while parts come and go. */
    private volatile boolean anyPart;

    Floors(int limit) {
        this.limit = limit;
    }

    void raise(Namespace namespace, long time) {
        raisePart(namespace, time);
    }

    void raise(String database, long time) {
        raisePart(database, time);
    }

    void raiseAll(long time) {
        everything.accumulateAndGet(time, ClusterTime::max);
    }

    /** The highest floor under these namespaces. */
    long under(Iterable<Namespace> namespaces) {
        long floor = ClusterTime.NONE;
        if (anyPart) {
            for (Namespace namespace : namespaces) {
                floor = ClusterTime.max(floor, part(namespace));
                floor = ClusterTime.max(floor, part(namespace.database()));
            }
        }
        return ClusterTime.max(floor, everything.get());
    }

    private long part(Object key) {
        Long time = parts.get(key);
        return time == null ? ClusterTime.NONE : time;
    }

    private void raisePart(Object key, long time) {
        anyPart = true;
        parts.merge(key, time, (a, b) -> ClusterTime.max(a, b));
        if (parts.size() > limit) {
            fold();
        }
    }

    /** Takes away only what the floor for everything has covered: a part raised meanwhile stays. */
    private synchronized void fold() {
        parts.forEach((key, time) -> {
            raiseAll(time);
            parts.remove(key, time);
        });
    }
}
