package dev.meerkat.benchmarks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.mongodb.client.MongoCollection;
import dev.meerkat.cache.Outcome.Tier;
import dev.meerkat.proxy.CachedCollection;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.bson.codecs.Codec;
import org.bson.types.ObjectId;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** An object with setters by its id out of the near tier, beside a cache of BSON whose every reader decodes its own. */
@State(Scope.Benchmark)
public class NearHitOfPojo extends OfOneTier {

    private final MongoCollection<MutableUser> plain = world.users.withDocumentClass(MutableUser.class);
    private final CachedCollection<MutableUser> users = meerkat.wrap(plain);
    private final Codec<MutableUser> codec = plain.getCodecRegistry().get(MutableUser.class);
    private final Cache<ObjectId, byte[]> cache = Caffeine.newBuilder()
            .maximumSize(100_000)
            .expireAfterWrite(Duration.ofHours(1))
            .build();

    public NearHitOfPojo() {
        super(Tier.NEAR, World::sharing);
        check.warm(() -> users.findById(world.nextId()));
        plain.find().forEach(user -> cache.put(Objects.requireNonNull(user.getId()), Bson.encode(codec, user)));
    }

    @Benchmark
    public Optional<MutableUser> meerkat() {
        return users.findById(world.nextId());
    }

    @Benchmark
    public MutableUser caffeineGetAndDecode() {
        return Bson.decode(codec, Objects.requireNonNull(cache.getIfPresent(world.nextId())));
    }
}
