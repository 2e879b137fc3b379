package dev.meerkat.benchmarks;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.MongoIterable;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What the server takes for one event, written and then read by the driver from all change streams that show it, with
 * other streams beside them that don't and wait meanwhile. One command writes a hundred events.
 */
public class StreamEvents {

    private static final int EVENTS = 100;

    private StreamEvents() {}

    /** One stream, alone. */
    @State(Scope.Benchmark)
    public static class ToOne extends Streams {

        public ToOne() {
            super(1, 0);
        }
    }

    /** Ten streams on the same collection. */
    @State(Scope.Benchmark)
    public static class ToTen extends Streams {

        public ToTen() {
            super(10, 0);
        }
    }

    /** A hundred streams on the same collection. */
    @State(Scope.Benchmark)
    public static class ToHundred extends Streams {

        public ToHundred() {
            super(100, 0);
        }
    }

    /** One stream, and ten on another collection. */
    @State(Scope.Benchmark)
    public static class BesideTen extends Streams {

        public BesideTen() {
            super(1, 10);
        }
    }

    /** One stream, and a hundred on another collection. */
    @State(Scope.Benchmark)
    public static class BesideHundred extends Streams {

        public BesideHundred() {
            super(1, 100);
        }
    }

    /** What all have in common. */
    public abstract static class Streams {

        private static final Bson CHANGE = Updates.inc("changes", 1L);

        private final MongoClient client;
        private final MongoCollection<Document> collection;
        private final List<MongoCursor<RawBsonDocument>> interested = new ArrayList<>();
        private final AtomicLong othersSaw = new AtomicLong();

        Streams(int interestedCount, int otherCount) {
            Addresses addresses = Addresses.ofThisJvm();
            client = MongoClients.create(MongoClientSettings.builder()
                    .applyConnectionString(new ConnectionString(addresses.mongo()))
                    .applyToConnectionPoolSettings(pool -> pool.maxSize(otherCount + 10))
                    .build());
            MongoDatabase database = client.getDatabase(addresses.database());
            collection = database.getCollection("events");
            collection.deleteMany(Filters.empty());
            collection.insertMany(IntStream.range(0, EVENTS)
                    .mapToObj(id -> new Document("_id", id))
                    .toList());
            for (int i = 0; i < interestedCount; i++) {
                interested.add(raw(collection).cursor());
            }
            for (int i = 0; i < otherCount; i++) {
                waiting(database.getCollection("others")).start();
            }
        }

        /** As it comes from the wire: what the driver makes of events isn't measured. */
        private static MongoIterable<RawBsonDocument> raw(MongoCollection<Document> collection) {
            return collection.watch().maxAwaitTime(5, TimeUnit.MINUTES).withDocumentClass(RawBsonDocument.class);
        }

        /** A thread that reads a stream until the client is closed. */
        private Thread waiting(MongoCollection<Document> others) {
            MongoCursor<RawBsonDocument> stream = raw(others).cursor();
            Thread thread = new Thread(() -> {
                while (true) {
                    stream.next();
                    othersSaw.incrementAndGet();
                }
            });
            thread.setDaemon(true);
            thread.setUncaughtExceptionHandler((ended, closed) -> {});
            return thread;
        }

        @Benchmark
        @OperationsPerInvocation(EVENTS)
        public void perEvent() {
            collection.updateMany(Filters.empty(), CHANGE);
            for (MongoCursor<RawBsonDocument> stream : interested) {
                for (int i = 0; i < EVENTS; i++) {
                    if (stream.tryNext() == null) {
                        throw new IllegalStateException("A stream shows " + i + " of " + EVENTS + " events");
                    }
                }
            }
        }

        /** Nothing is left to read, and the others were not concerned. */
        @TearDown(Level.Iteration)
        public void check() {
            if (othersSaw.get() != 0) {
                throw new IllegalStateException("Other streams show " + othersSaw + " events");
            }
        }

        @TearDown
        public void close() {
            client.close();
        }
    }
}
