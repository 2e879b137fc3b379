package dev.meerkat.cache;

import dev.meerkat.cache.spi.Coverage;
import java.util.Set;

/**
 * All that this process has seen change: the tags' times and the floors. Thread-safe.
 *
 * <p>Order matters and is kept here: who reads looks at the tags first and at the floors after; who evicts a tag raises the
 * floor first and removes the tag after.
 */
public final class Invalidations {

    private static final int FLOOR_LIMIT = 4096;

    private final Floors floors;
    private final TagTable table;
    private final boolean floorOnNewCoverage;

    /**
     * Knows of no change yet.
     *
     * @param capacity how many tags are remembered at least; 16 bytes each
     * @param guards all, but in a test of the tests
     */
    public Invalidations(int capacity, Guards guards) {
        this.floors = new Floors(FLOOR_LIMIT);
        this.table = new TagTable(capacity, guards.has(Guard.FLOOR_ON_EVICTION) ? floors::raiseAll : time -> {});
        this.floorOnNewCoverage = guards.has(Guard.FLOOR_ON_NEW_COVERAGE);
    }

    /**
     * Takes note of a change. It may come twice, late, or out of order.
     *
     * @param invalidation what changed, and when
     */
    public void raise(Invalidation invalidation) {
        long time = invalidation.time();
        if (invalidation instanceof Invalidation.Documents documents) {
            table.raise(Tags.anything(documents.namespace()), time);
            if (documents.fields().isAny()) {
                table.raise(Tags.members(documents.namespace()), time);
            }
            raise(documents.fields().tags(), time);
            raise(documents.documents(), time);
        } else if (invalidation instanceof Invalidation.WholeNamespace whole) {
            floors.raise(whole.namespace(), time);
        } else if (invalidation instanceof Invalidation.WholeDatabase whole) {
            floors.raise(whole.database(), time);
        } else {
            floors.raiseAll(time);
        }
    }

    private void raise(long[] tags, long time) {
        for (long tag : tags) {
            table.raise(tag, time);
        }
    }

    /**
     * From now on nothing is known at or below this time.
     *
     * @param time a cluster time
     */
    public void raiseFloor(long time) {
        floors.raiseAll(time);
    }

    /**
     * These are covered from now on: of them nothing is known at or below this time.
     *
     * @param covered which databases
     * @param time a cluster time
     */
    public void raiseFloor(Coverage covered, long time) {
        if (!floorOnNewCoverage) {
            return;
        }
        Set<String> databases = covered.databases();
        if (databases == null) {
            floors.raiseAll(time);
        } else {
            databases.forEach(database -> floors.raise(database, time));
        }
    }

    /**
     * {@return the latest time at which one of these may have changed: an entry from before it is not valid}
     *
     * @param dependencies a read's
     */
    public long latest(Dependencies dependencies) {
        return ClusterTime.max(latestTag(dependencies), floors.under(dependencies.namespaces()));
    }

    /** The same without the floors. */
    long latestTag(Dependencies dependencies) {
        long latest = ClusterTime.NONE;
        for (long tag : dependencies.tags()) {
            latest = ClusterTime.max(latest, table.get(tag));
        }
        return latest;
    }
}
