package dev.meerkat.proxy;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import dev.meerkat.cache.BypassReason;
import dev.meerkat.cache.CacheLimits;
import dev.meerkat.cache.Gate;
import dev.meerkat.cache.Guards;
import dev.meerkat.cache.Invalidations;
import dev.meerkat.cache.Outcome;
import dev.meerkat.cache.ReadThroughCache;
import dev.meerkat.cache.spi.RemoteTier;
import dev.meerkat.cache.spi.Ticker;
import dev.meerkat.embedded.EmbeddedMongo;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.bson.Document;

/**
 * A cache whose gate is held open by hand, over an embedded MongoDB that all tests share, each in a database of its own. No
 * change stream is followed: what a test sees invalidated, its own process has invalidated.
 */
final class OpenCache implements AutoCloseable {

    static final EmbeddedMongo MONGO = EmbeddedMongo.start();
    static final int CONNECTIONS = 20;
    static final ProxyOptions OPTIONS =
            new ProxyOptions(Duration.ofMinutes(5), 1 << 16, true, Duration.ofSeconds(5), namespace -> false);

    private static final AtomicInteger DATABASES = new AtomicInteger();

    final Commands commands = new Commands();
    final String database = "proxy" + DATABASES.incrementAndGet();
    final MovedTicker ticker = new MovedTicker();
    final Gate gate = new Gate(ticker, Duration.ofMinutes(10), Guards.all());
    final Invalidations invalidations = new Invalidations(1 << 16, Guards.all());
    final ReadThroughCache cache = new ReadThroughCache(
            gate, invalidations, RemoteTier.none(), new byte[0], CacheLimits.DEFAULT, ticker, Guards.all());
    final MongoClient client;
    final HandleProxies proxies;

    OpenCache() {
        this(true);
    }

    OpenCache(boolean open) {
        this(OPTIONS, open);
    }

    OpenCache(ProxyOptions options) {
        this(options, true);
    }

    private OpenCache(ProxyOptions options, boolean open) {
        client = MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(MONGO.uri()))
                .addCommandListener(commands)
                .applyToConnectionPoolSettings(pool -> pool.maxSize(CONNECTIONS).maxWaitTime(10, TimeUnit.SECONDS))
                .build());
        proxies = new HandleProxies(cache, options);
        if (open) {
            open();
        }
    }

    /** The machine's clocks, set forward by hand. */
    static final class MovedTicker implements Ticker {

        private final AtomicLong millis = new AtomicLong();

        void forward(Duration duration) {
            millis.addAndGet(duration.toMillis());
        }

        @Override
        public long nanoTime() {
            return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis.get());
        }

        @Override
        public long currentTimeMillis() {
            return System.currentTimeMillis() + millis.get();
        }
    }

    /** All events before a very early time were seen just now. */
    void open() {
        gate.look().note(1);
        gate.advance(2);
    }

    MongoCollection<Document> plain(String name) {
        return client.getDatabase(database).getCollection(name);
    }

    /** A collection that exists, wrapped. */
    CachedCollection<Document> wrapped(String name) {
        client.getDatabase(database).createCollection(name);
        CachedCollection<Document> collection = proxies.wrap(plain(name));
        commands.clear();
        return collection;
    }

    long reads(Outcome.Tier tier) {
        return cache.statistics().from(tier);
    }

    long bypasses(BypassReason reason) {
        return cache.statistics().bypasses().getOrDefault(reason, 0L);
    }

    @Override
    public void close() {
        client.getDatabase(database).drop();
        client.close();
    }
}
