package dev.meerkat.benchmarks;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Updates;
import com.mongodb.client.result.UpdateResult;
import dev.meerkat.Meerkat;
import dev.meerkat.proxy.CachedCollection;
import org.bson.conversions.Bson;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;

/** An update of one document, beside the driver's. A Meerkat watches in both cases, so the server's work is the same. */
@State(Scope.Benchmark)
public class Write {

    private static final Bson CHANGE = Updates.inc("visits", 1L);

    private final World world = new World();
    private final Meerkat meerkat = World.serving(world.sharing());
    private final CachedCollection<User> users = meerkat.wrap(world.users);
    private long raised;

    @Benchmark
    public UpdateResult meerkat() {
        return update(users);
    }

    @Benchmark
    public UpdateResult driverWrite() {
        return update(world.users);
    }

    private UpdateResult update(MongoCollection<User> collection) {
        UpdateResult result = collection.updateOne(eq("_id", world.nextId()), CHANGE);
        if (result.getModifiedCount() != 1) {
            throw new IllegalStateException("An update changed nothing: " + result);
        }
        return result;
    }

    @Setup(Level.Iteration)
    public void begin() {
        raised = meerkat.statistics().invalidations();
    }

    /** Writes through Meerkat and the change stream's echo of any write are both counted. */
    @TearDown(Level.Iteration)
    public void end(BenchmarkParams params) {
        if (meerkat.statistics().invalidations() == raised) {
            throw new IllegalStateException(
                    params.getBenchmark() + " did not measure what it says: no write was noticed");
        }
    }

    @TearDown
    public void close() {
        meerkat.close();
        world.close();
    }
}
