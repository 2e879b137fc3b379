package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.BsonTimestamp;
import java.time.Clock;
import java.time.Instant;

/**
 * Strictly increasing cluster times: the seconds of a wall clock and a counter within the second. A wall clock that
 * goes back doesn't take the cluster time with it.
 */
final class ClusterClock {

    private final Clock wall;
    private long last;

    ClusterClock(Clock wall) {
        this.wall = wall;
    }

    BsonTimestamp next() {
        long seconds = wall.instant().getEpochSecond();
        last = seconds > last >>> 32 ? seconds << 32 | 1 : last + 1;
        return new BsonTimestamp(last);
    }

    /** Moves on to a time that a client has seen elsewhere, so that later times are above it. */
    void advanceTo(BsonTimestamp seen) {
        if (Long.compareUnsigned(seen.getValue(), last) > 0) {
            last = seen.getValue();
        }
    }

    Instant wallTime() {
        return wall.instant();
    }
}
