package dev.meerkat.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.meerkat.cache.spi.Loader;
import dev.meerkat.cache.spi.Loader.Loaded;
import dev.meerkat.cache.spi.ManualTicker;
import dev.meerkat.cache.spi.RemoteTier;
import java.time.Duration;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;

/** One process's cache over tiers and clocks of the test's own. Reads are of {@code shop.orders}, by id. */
final class CacheProcess {

    static final Duration BOUND = Duration.ofSeconds(5);
    static final Duration TTL = Duration.ofMinutes(1);
    static final Namespace ORDERS = new Namespace("shop", "orders");

    final ManualTicker ticker = new ManualTicker();
    final Gate gate;
    final Invalidations invalidations;
    final ReadThroughCache cache;

    CacheProcess(RemoteTier remote) {
        this(remote, "e1", Guards.all());
    }

    CacheProcess(RemoteTier remote, String epoch, Guards guards) {
        this(remote, epoch, guards, new CacheLimits(1 << 20, 1 << 16, 1000, Duration.ofSeconds(30)));
    }

    CacheProcess(RemoteTier remote, String epoch, Guards guards, CacheLimits limits) {
        gate = new Gate(ticker, BOUND, guards);
        invalidations = new Invalidations(limits.tags(), guards);
        cache = new ReadThroughCache(gate, invalidations, remote, epoch.getBytes(UTF_8), limits, ticker, guards);
    }

    /** All before this time has been applied, as of now. */
    CacheProcess upTo(long watermark) {
        gate.look().note(watermark - 1);
        gate.advance(watermark);
        return this;
    }

    /** An update of one of the document's fields. */
    static Invalidation.Documents update(long time, int id, String field) {
        return new Invalidation.Documents(time, ORDERS, ChangedFields.of(ORDERS, List.of(field)), tag(id));
    }

    /** The log says that the document changed. */
    void changed(int id, long time) {
        cache.apply(new Invalidation.Documents(time, ORDERS, tag(id)));
    }

    Outcome read(int id, Loader loader) {
        return cache.read(byId(id), loader);
    }

    /** Reads what must come from this tier; a loader is at hand that finds this text. */
    String readFrom(Outcome.Tier tier, int id, String inMongo) {
        Outcome outcome = read(id, asof -> found(inMongo, asof));
        if (outcome instanceof Outcome.Served served && served.tier() == tier) {
            return text(served.entry());
        }
        throw new AssertionError("not served from " + tier + ": " + outcome);
    }

    static ReadRequest byId(int id) {
        return new Request(
                QueryKey.of(new BsonDocument("find", new BsonString("orders")).append("id", new BsonInt32(id))),
                Dependencies.document(ORDERS, tag(id)),
                TTL,
                true);
    }

    static ReadRequest query(String name) {
        return new Request(
                QueryKey.of(new BsonDocument("find", new BsonString(name))),
                Dependencies.queries(List.of(ORDERS)),
                TTL,
                true);
    }

    static long tag(int id) {
        return Tags.document(ORDERS, new BsonInt32(id));
    }

    static Loaded found(String text, long operationTime) {
        return new Loaded.Complete(text.getBytes(UTF_8), operationTime);
    }

    static String text(Entry entry) {
        return new String(entry.documents(), UTF_8);
    }

    record Request(QueryKey key, Dependencies dependencies, Duration ttl, boolean counted) implements ReadRequest {

        @Override
        public Object nearKey() {
            return key;
        }
    }
}
