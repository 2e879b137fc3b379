package dev.meerkat.simulation;

import dev.meerkat.cache.spi.ClusterClock;
import dev.meerkat.cache.spi.PortException;
import java.time.Duration;

/**
 * Linearizable reads: each waits until the majority has an entry of the oplog, mostly a no-op of its own, which a deposed
 * primary can't.
 *
 * @param linearizable only the plan of a mutant has it otherwise
 */
record SimulatedClock(SimulatedMongo mongo, Link link, boolean linearizable) implements ClusterClock {

    @Override
    public long note(Duration deadline) throws PortException {
        mongo.pace().request(link);
        if (mongo.isPrimaryStale()) {
            if (linearizable) {
                mongo.stage().pass(deadline.toNanos());
                throw new PortException("MaxTimeMSExpired");
            }
            mongo.pace().answer(link);
            return mongo.deposedAt();
        }
        Op noop = mongo.entryOfNote();
        long wait = noop.committedAt() - mongo.stage().now();
        if (wait > deadline.toNanos()) {
            mongo.stage().pass(deadline.toNanos());
            throw new PortException("MaxTimeMSExpired");
        }
        mongo.awaitCommitted(noop);
        long operationTime = mongo.chance().oneIn(2) ? noop.time() : Math.max(noop.time(), mongo.committedTime());
        if (mongo.areNotesDelayed()) {
            mongo.stage().pass(deadline.toNanos());
        }
        mongo.pace().answer(link);
        return operationTime;
    }
}
