package dev.meerkat.simulation;

import dev.meerkat.cache.ClusterTime;
import dev.meerkat.cache.spi.Loader.Loaded;
import dev.meerkat.cache.spi.PortException;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** How a process reads MongoDB to fill its cache. */
final class Loading {

    private static final long DEADLINE = 100 * Catalog.MS;
    private static final int BATCH = 4;

    private final World world;
    private final SimulatedProcess process;
    private long snapshot;

    Loading(World world, SimulatedProcess process) {
        this.world = world;
        this.process = process;
    }

    /** Reads the target's majority snapshot at or after a time. */
    Loaded load(Target target, long asof) throws PortException {
        long after = world.has(Flaw.FILL_NOT_AFTER_VERSION) ? ClusterTime.NONE : asof;
        return target.kind() == Target.Kind.LARGE
                ? large(target, after)
                : complete(read(target, after, 0, whole(target)));
    }

    private static int whole(Target target) {
        return target.isDocument() ? -1 : Catalog.IDS;
    }

    private static Loaded complete(SimulatedMongo.Reply reply) {
        return new Loaded.Complete(reply.documents(), reply.operationTime());
    }

    /** Each batch is read later than the one before, and may see a later state. */
    private Loaded large(Target target, long after) throws PortException {
        ByteArrayOutputStream documents = new ByteArrayOutputStream();
        long operationTime = after;
        long least = after;
        long first = ClusterTime.NONE;
        for (int from = 0; from < Catalog.IDS; from += BATCH) {
            SimulatedMongo.Reply reply = read(target, least, from, Math.min(Catalog.IDS, from + BATCH));
            documents.writeBytes(reply.documents());
            operationTime = reply.operationTime();
            least = ClusterTime.max(least, snapshot);
            first = from == 0 ? snapshot : first;
        }
        if (!Arrays.equals(target.read(world.truth(), first), target.read(world.truth(), snapshot))) {
            world.tally().count(Incident.LARGE_RESULT_STRADDLED_WRITES);
        }
        return new Loaded.Complete(documents.toByteArray(), operationTime);
    }

    private SimulatedMongo.Reply read(Target target, long after, int fromId, int toId) throws PortException {
        java.util.function.LongFunction<byte[]> read = time -> {
            snapshot = time;
            return toId < 0 ? target.read(world.truth(), time) : target.read(world.truth(), time, fromId, toId);
        };
        return world.has(Flaw.FILL_NOT_MAJORITY)
                ? world.mongo().readAfter(process.toMongo(), after, read)
                : world.mongo().readMajority(process.toMongo(), after, DEADLINE, read);
    }
}
