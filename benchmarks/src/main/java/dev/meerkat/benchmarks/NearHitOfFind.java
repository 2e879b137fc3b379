package dev.meerkat.benchmarks;

import static com.mongodb.client.model.Filters.eq;

import dev.meerkat.Meerkat;
import dev.meerkat.cache.Outcome.Tier;
import dev.meerkat.proxy.CachedCollection;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;

/** {@code find(eq(…)).first()} out of the near tier, beside the same by the driver. */
@State(Scope.Benchmark)
public class NearHitOfFind {

    private final World world = new World();
    private final Meerkat meerkat = World.serving(world.sharing());
    private final CachedCollection<User> users = meerkat.wrap(world.users);
    private final TierCheck check = new TierCheck(meerkat, Tier.NEAR);

    public NearHitOfFind() {
        check.warm(() -> Optional.ofNullable(meerkat()));
    }

    @Benchmark
    public @Nullable User meerkat() {
        return users.find(eq("_id", world.nextId())).first();
    }

    @Benchmark
    public User driverFind() {
        return Objects.requireNonNull(
                world.users.find(eq("_id", world.nextId())).first());
    }

    @Setup(Level.Iteration)
    public void begin() {
        check.begin();
    }

    @TearDown(Level.Iteration)
    public void end(BenchmarkParams params) {
        check.end(params);
    }

    @TearDown
    public void close() {
        meerkat.close();
        world.close();
    }
}
