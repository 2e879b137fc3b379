package dev.meerkat.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoDatabase;
import dev.meerkat.cache.CacheLimits;
import dev.meerkat.cache.Gate;
import dev.meerkat.cache.Guards;
import dev.meerkat.cache.Invalidations;
import dev.meerkat.cache.ReadThroughCache;
import dev.meerkat.cache.spi.RemoteTier;
import dev.meerkat.cache.spi.Ticker;
import dev.meerkat.changes.ChangeEvents;
import dev.meerkat.changes.MetadataNames;
import dev.meerkat.embedded.EmbeddedMongo;
import dev.meerkat.proxy.HandleProxies;
import dev.meerkat.proxy.ProxyOptions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.bson.BsonDocument;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Repositories on a cache whose gate is held open by hand, over an embedded MongoDB that all tests share, each in a database
 * of its own. Another client's writes arrive by the change stream.
 */
final class OpenRepositories implements AutoCloseable {

    static final String USERS = "users";
    static final Duration TTL = Duration.ofMinutes(5);

    private static final EmbeddedMongo MONGO = EmbeddedMongo.start();
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final AtomicInteger NAMES = new AtomicInteger();

    final String database = "repository" + NAMES.incrementAndGet();
    final Commands commands = new Commands();
    private final MovedTicker ticker = new MovedTicker();
    private final Gate gate = new Gate(ticker, Duration.ofDays(30), Guards.all());
    private final ReadThroughCache cache = new ReadThroughCache(
            gate,
            new Invalidations(1 << 16, Guards.all()),
            RemoteTier.none(),
            new byte[0],
            CacheLimits.DEFAULT,
            ticker,
            Guards.all());

    /** Whose commands are counted. */
    final MongoClient client = MongoClients.create(MongoClientSettings.builder()
            .applyConnectionString(new ConnectionString(MONGO.uri()))
            .addCommandListener(commands)
            .build());

    /** Another process's. */
    private final MongoClient other = MongoClients.create(MONGO.uri());

    final HandleProxies proxies =
            new HandleProxies(cache, new ProxyOptions(TTL, 1 << 16, true, Duration.ofSeconds(5), namespace -> false));
    final Repositories repositories = new Repositories(proxies, () -> client);

    private final Thread tail;
    private volatile boolean closed;
    private volatile @Nullable Object lastSeen;

    OpenRepositories() {
        other.getDatabase(database).createCollection(USERS);
        MongoCursor<BsonDocument> events = other.watch()
                .maxAwaitTime(50, TimeUnit.MILLISECONDS)
                .withDocumentClass(BsonDocument.class)
                .cursor();
        tail = new Thread(() -> follow(events), "tail of " + database);
        tail.setDaemon(true);
        tail.start();
        gate.look().note(1);
        gate.advance(2);
        addElsewhere(database, "premium");
    }

    private static final class MovedTicker implements Ticker {

        private final AtomicLong millis = new AtomicLong();

        @Override
        public long nanoTime() {
            return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis.get());
        }

        @Override
        public long currentTimeMillis() {
            return System.currentTimeMillis() + millis.get();
        }
    }

    private void follow(MongoCursor<BsonDocument> events) {
        ChangeEvents rules = new ChangeEvents(new MetadataNames("elsewhere"));
        try (events) {
            while (!closed) {
                BsonDocument event = events.tryNext();
                if (event != null) {
                    rules.invalidations(event).forEach(cache::apply);
                    if (event.containsKey("documentKey")) {
                        lastSeen = event.getDocument("documentKey").get("_id");
                    }
                }
            }
        }
    }

    /** Sets the clocks forward. */
    void forward(Duration duration) {
        ticker.millis.addAndGet(duration.toMillis());
    }

    MongoDatabase plain() {
        return client.getDatabase(database);
    }

    MongoCollection<Document> users() {
        return plain().getCollection(USERS);
    }

    /** Another process adds a user, and its event has arrived. */
    void addElsewhere(String where, String plan) {
        Document user = new Document("plan", plan);
        other.getDatabase(where).getCollection(USERS).insertOne(user);
        Object id = Objects.requireNonNull(user.toBsonDocument().get("_id"));
        await().atMost(DEADLINE).until(() -> id.equals(lastSeen));
    }

    /** A read that is made for what it leaves behind. */
    static void once(Supplier<?> read) {
        assertThat(read.get()).isNotNull();
    }

    /** What a read sends. */
    List<String> sent(Supplier<?> read) {
        commands.clear();
        once(read);
        return commands.names();
    }

    /** That the first read goes to MongoDB, the second does not, and another process's write is seen. */
    void assertCaches(Supplier<Long> premium) {
        assertCaches(database, premium);
    }

    void assertCaches(String where, Supplier<Long> premium) {
        commands.clear();
        long before = premium.get();
        assertThat(commands.sent()).as("commands of the first read").isNotEmpty();
        assertThat(sent(premium)).as("commands of the second read").isEmpty();
        addElsewhere(where, "premium");
        assertThat(premium.get()).as("after another process's write").isEqualTo(before + 1);
        assertThat(sent(premium)).as("commands of the read after").isEmpty();
    }

    /** That a read that was made before is made again by MongoDB. */
    void assertUncached(Supplier<?> read) {
        once(read);
        assertThat(sent(read)).as("commands of the second read").isNotEmpty();
    }

    /** That a result of the read is kept for this long. */
    void assertKeptFor(Duration ttl, Supplier<?> read) {
        once(read);
        forward(ttl.minusSeconds(20));
        assertThat(sent(read)).as("commands before " + ttl).isEmpty();
        forward(Duration.ofSeconds(21));
        assertThat(sent(read)).as("commands after " + ttl).isNotEmpty();
    }

    @Override
    public void close() {
        closed = true;
        try {
            tail.join(DEADLINE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        other.getDatabase(database).drop();
        other.close();
        client.close();
    }
}
