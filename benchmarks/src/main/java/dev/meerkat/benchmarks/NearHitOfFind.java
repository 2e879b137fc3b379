package dev.meerkat.benchmarks;

import static com.mongodb.client.model.Filters.eq;

import dev.meerkat.cache.Outcome.Tier;
import dev.meerkat.proxy.CachedCollection;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** {@code find(eq(…)).first()} out of the near tier, beside the same by the driver. */
@State(Scope.Benchmark)
public class NearHitOfFind extends OfOneTier {

    private final CachedCollection<User> users = meerkat.wrap(world.users);

    public NearHitOfFind() {
        super(Tier.NEAR, World::sharing);
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
}
