package dev.meerkat.cache;

import dev.meerkat.cache.spi.Coverage;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Of which databases this process learns all changes, and which other ones it was asked for. Only what is read from the first
 * may be served. Thread-safe, without locks.
 *
 * <p>Order: whoever applies the log raises floors and tags first, then says here what is covered, then moves the watermark.
 * Whoever reads looks at gate and watermark first, then here, then at tags and floors.
 */
public final class Watched {

    /** So many names are remembered at most; beyond, who asks again later is remembered then. */
    private static final int MOST_ASKED = 1000;

    private final Set<String> asked = ConcurrentHashMap.newKeySet();
    private volatile Coverage coverage = Coverage.ALL;

    /**
     * {@return of which databases all is told; of all before it is known, when the watermark is none and the gate shut}
     */
    public Coverage coverage() {
        return coverage;
    }

    /**
     * From now on all is told of these.
     *
     * @param covered which databases
     */
    public void become(Coverage covered) {
        coverage = covered;
    }

    /** Whether all is told of what a read depends on. */
    boolean includes(Dependencies dependencies) {
        Coverage covered = coverage;
        return covered.databases() == null || includes(covered, dependencies.namespaces());
    }

    private static boolean includes(Coverage covered, List<Namespace> namespaces) {
        for (Namespace namespace : namespaces) {
            if (!covered.includes(namespace.database())) {
                return false;
            }
        }
        return true;
    }

    /** Somebody wanted to read this. */
    void ask(Dependencies dependencies) {
        for (String database : missing(dependencies)) {
            if (asked.size() < MOST_ASKED) {
                asked.add(database);
            }
        }
    }

    /** The databases of a read that are not covered now, in the order of their names. */
    Set<String> missing(Dependencies dependencies) {
        Coverage covered = coverage;
        Set<String> missing = new TreeSet<>();
        for (Namespace namespace : dependencies.namespaces()) {
            if (!covered.includes(namespace.database())) {
                missing.add(namespace.database());
            }
        }
        return missing;
    }

    /**
     * {@return the databases that were asked for when they were not covered, at any time since the start; they may be
     * now}
     */
    public Set<String> asked() {
        return Set.copyOf(asked);
    }

    /** {@return those of them that are not covered now, in the order of their names} */
    public Set<String> missing() {
        Coverage covered = coverage;
        Set<String> missing = new TreeSet<>(asked);
        missing.removeIf(covered::includes);
        return missing;
    }

    /**
     * {@return why what is read from them is not served, in words for people}
     *
     * @param missing the databases' names
     */
    public static String inWords(Set<String> missing) {
        return "this user may not watch the whole cluster, and there is no change stream yet of "
                + String.join(", ", missing);
    }
}
