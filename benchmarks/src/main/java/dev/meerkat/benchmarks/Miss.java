package dev.meerkat.benchmarks;

import static com.mongodb.client.model.Filters.eq;

import dev.meerkat.cache.Outcome.Tier;
import dev.meerkat.proxy.CachedCollection;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * A record by its id that no tier has, beside the driver's find. Results live for a millisecond, so that in both tiers they
 * are gone long before the same document's turn comes again.
 */
public class Miss {

    private static final Duration SHORT = Duration.ofMillis(1);

    private Miss() {}

    /** Near and shared tier: Redis is asked, MongoDB read, the result stored in both. */
    @State(Scope.Benchmark)
    public static class OfBothTiers extends Missing {

        public OfBothTiers() {
            super(true);
        }
    }

    /** Without Redis: MongoDB is read, the result stored in this process. */
    @State(Scope.Benchmark)
    public static class OfNearTier extends Missing {

        public OfNearTier() {
            super(false);
        }
    }

    /** What both have in common. */
    public abstract static class Missing extends OfOneTier {

        private final CachedCollection<User> users;

        Missing(boolean sharing) {
            super(Tier.FILLED, sharing ? World::sharing : World::alone);
            users = meerkat.wrap(world.users).cacheTtl(SHORT);
            meerkat.clear(world.users); // Redis may hold results from before that live longer
            check.warm(this::meerkat);
        }

        @Benchmark
        public Optional<User> meerkat() {
            return users.findById(world.nextId());
        }

        @Benchmark
        public User driverFind() {
            return Objects.requireNonNull(
                    world.users.find(eq("_id", world.nextId())).first());
        }
    }
}
