package dev.meerkat.benchmarks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.meerkat.cache.Outcome.Tier;
import dev.meerkat.proxy.CachedCollection;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.bson.types.ObjectId;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A record by its id out of the near tier, beside a cache of records as an application would build it. */
@State(Scope.Benchmark)
public class NearHitById extends OfOneTier {

    private final CachedCollection<User> users = meerkat.wrap(world.users);
    private final Cache<ObjectId, User> cache = Caffeine.newBuilder()
            .maximumSize(100_000)
            .expireAfterWrite(Duration.ofHours(1))
            .build();

    public NearHitById() {
        super(Tier.NEAR, World::sharing);
        check.warm(() -> users.findById(world.nextId()));
        world.users.find().forEach(user -> cache.put(user.id(), user));
    }

    @Benchmark
    public Optional<User> meerkat() {
        return users.findById(world.nextId());
    }

    @Benchmark
    public User caffeineGet() {
        return Objects.requireNonNull(cache.getIfPresent(world.nextId()));
    }
}
