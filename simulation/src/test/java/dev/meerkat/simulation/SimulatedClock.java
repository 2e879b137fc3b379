package dev.meerkat.simulation;

import dev.meerkat.cache.spi.ClusterClock;
import dev.meerkat.cache.spi.PortException;
import java.time.Duration;
import java.util.List;

/** Linearizable reads: each writes a no-op and waits until the majority has it. */
record SimulatedClock(SimulatedMongo mongo, Link link) implements ClusterClock {

    @Override
    public long note(Duration deadline) throws PortException {
        mongo.pace().request(link);
        Op noop = mongo.append(List.of(), List.of());
        long wait = noop.committedAt() - mongo.stage().now();
        if (wait > deadline.toNanos()) {
            mongo.stage().pass(deadline.toNanos());
            throw new PortException("MaxTimeMSExpired");
        }
        mongo.awaitCommitted(noop);
        long operationTime = mongo.chance().oneIn(2) ? noop.time() : mongo.lastTime();
        mongo.pace().answer(link);
        return operationTime;
    }
}
