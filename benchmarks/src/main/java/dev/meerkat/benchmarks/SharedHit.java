package dev.meerkat.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.meerkat.cache.Outcome.Tier;
import dev.meerkat.proxy.CachedCollection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.bson.codecs.Codec;
import org.bson.types.ObjectId;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * A record by its id out of Redis, beside a GET and a decoding by the same client and the same codec.
 *
 * <p>The near tier may weigh less than any of the documents, so it takes each one and gives it up at once, as a full one
 * gives up another; what Meerkat knows about the collection itself is small enough to stay.
 */
@State(Scope.Benchmark)
public class SharedHit extends OfOneTier {

    private static final long LESS_THAN_A_DOCUMENT = 600;

    private final CachedCollection<User> users = meerkat.wrap(world.users);
    private final Codec<User> codec = world.users.getCodecRegistry().get(User.class);
    private final Map<ObjectId, byte[]> keys = new HashMap<>();

    public SharedHit() {
        super(Tier.SHARED, world -> world.sharing().nearCacheBytes(LESS_THAN_A_DOCUMENT));
        check.warm(() -> users.findById(world.nextId()));
        world.users.find().forEach(user -> {
            byte[] key = (world.users.getNamespace() + ":" + user.id()).getBytes(UTF_8);
            keys.put(user.id(), key);
            world.redis.set(key, Bson.encode(codec, user));
        });
    }

    @Benchmark
    public Optional<User> meerkat() {
        return users.findById(world.nextId());
    }

    @Benchmark
    public User jedisGetAndDecode() {
        byte[] key = Objects.requireNonNull(keys.get(world.nextId()));
        return Bson.decode(codec, Objects.requireNonNull(world.redis.get(key)));
    }
}
