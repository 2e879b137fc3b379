package dev.meerkat.cache;

import dev.meerkat.cache.Gate.Instants;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The last notes of a {@link Gate}, passed or not: they tell how long before an instant a change was acknowledged.
 *
 * <p>Whatever was acknowledged before a note's instant has a cluster time at or below the note's. So a change with a later
 * cluster time was acknowledged after that instant. Of all notes with an earlier cluster time than the change's, the one that
 * leaves the shortest age tells it best; that is too much by a heartbeat and the time a note takes, at most. Thread-safe.
 */
final class NoteHistory {

    /** Notes are a tenth of the bound apart, or more: these reach back for fifty times the bound. */
    private static final int SIZE = 512;

    private final Instants[] instants = new Instants[SIZE];
    private final long[] clusterTimes = new long[SIZE];
    private int count;

    synchronized void add(Instants taken, long clusterTime) {
        instants[count % SIZE] = taken;
        clusterTimes[count % SIZE] = clusterTime;
        count = count == 2 * SIZE - 1 ? SIZE : count + 1;
    }

    /**
     * How long before this instant the change of this cluster time was acknowledged, at most; not positive where that was
     * after it. Null where no note is from before the change.
     */
    synchronized @Nullable Duration age(long clusterTime, Instants instant) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < Math.min(count, SIZE); i++) {
            if (ClusterTime.isAfter(clusterTime, clusterTimes[i])) {
                least = Math.min(least, instants[i].nanosUntil(instant.nanos(), instant.millis()));
            }
        }
        return least == Long.MAX_VALUE ? null : Duration.ofNanos(least);
    }
}
