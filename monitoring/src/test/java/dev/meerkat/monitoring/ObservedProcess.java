package dev.meerkat.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.meerkat.cache.AuditStatistics;
import dev.meerkat.cache.CacheLimits;
import dev.meerkat.cache.Dependencies;
import dev.meerkat.cache.Gate;
import dev.meerkat.cache.Guards;
import dev.meerkat.cache.Invalidations;
import dev.meerkat.cache.Namespace;
import dev.meerkat.cache.Outcome;
import dev.meerkat.cache.QueryKey;
import dev.meerkat.cache.ReadRequest;
import dev.meerkat.cache.ReadThroughCache;
import dev.meerkat.cache.Tags;
import dev.meerkat.cache.spi.InMemoryRemoteTier;
import dev.meerkat.cache.spi.Loader.Loaded;
import dev.meerkat.cache.spi.ManualTicker;
import java.time.Duration;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;

/** A process with a real cache over tiers in memory; what else can be seen of it, a test sets. */
final class ObservedProcess implements Vitals {

    static final Duration BOUND = Duration.ofSeconds(5);
    static final Namespace ORDERS = new Namespace("shop", "orders");

    final ManualTicker ticker = new ManualTicker();
    final Gate gate = new Gate(ticker, BOUND, Guards.all());
    final ReadThroughCache cache = new ReadThroughCache(
            gate,
            new Invalidations(1000, Guards.all()),
            new InMemoryRemoteTier(ticker),
            "epoch".getBytes(UTF_8),
            CacheLimits.DEFAULT,
            ticker,
            Guards.all());

    @Nullable
    String off;

    boolean watching;
    boolean solo;
    long term;
    long events;
    long holes;
    AuditStatistics audit = AuditStatistics.NONE;
    RedisState redis = RedisState.NONE;

    /** All before this time has been applied, as of now. */
    ObservedProcess upTo(long watermark) {
        gate.look().note(watermark - 1);
        gate.advance(watermark);
        return this;
    }

    Outcome read(int id) {
        return cache.read(byId(id), asof -> new Loaded.Complete("found".getBytes(UTF_8), asof));
    }

    static ReadRequest byId(int id) {
        return new ReadById(
                QueryKey.of(new BsonDocument("find", new BsonString("orders")).append("id", new BsonInt32(id))),
                Dependencies.document(ORDERS, Tags.document(ORDERS, new BsonInt32(id))),
                Duration.ofMinutes(1));
    }

    record ReadById(QueryKey key, Dependencies dependencies, Duration ttl) implements ReadRequest {

        @Override
        public Object nearKey() {
            return key;
        }
    }

    @Override
    public ReadThroughCache cache() {
        return cache;
    }

    @Override
    public AuditStatistics audit() {
        return audit;
    }

    @Override
    public Gate gate() {
        return gate;
    }

    @Override
    public @Nullable String off() {
        return off;
    }

    @Override
    public boolean watching() {
        return watching;
    }

    @Override
    public boolean solo() {
        return solo;
    }

    @Override
    public long term() {
        return term;
    }

    @Override
    public long events() {
        return events;
    }

    @Override
    public long holes() {
        return holes;
    }

    @Override
    public RedisState redis() {
        return redis;
    }
}
