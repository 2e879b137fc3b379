package dev.meerkat.proxy;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import dev.meerkat.cache.BypassReason;
import dev.meerkat.cache.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bson.BsonReader;
import org.bson.BsonWriter;
import org.bson.Document;
import org.bson.codecs.Codec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.DocumentCodec;
import org.bson.codecs.EncoderContext;
import org.bson.codecs.configuration.CodecRegistries;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Codecs that throw, results that don't fit, and callers who stop half-way. */
class DecodingTest {

    /** More than there are connections: none of them is kept. */
    private static final int TRIES = OpenCache.CONNECTIONS + 5;

    private final OpenCache open = new OpenCache();
    private final CachedCollection<Document> things = open.wrapped("things");

    @BeforeEach
    void fill() {
        open.plain("things").insertMany(many(5));
    }

    @AfterEach
    void close() {
        open.close();
    }

    private static List<Document> many(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Document("_id", i).append("text", "x".repeat(40)))
                .toList();
    }

    /** What the codec below can't always read. */
    record Fragile(int id) {}

    private static final class FragileCodec implements Codec<Fragile> {

        private final int bad;
        private final AtomicInteger decoded = new AtomicInteger();

        FragileCodec(int bad) {
            this.bad = bad;
        }

        @Override
        public Fragile decode(BsonReader reader, DecoderContext context) {
            decoded.incrementAndGet();
            int id = new DocumentCodec().decode(reader, context).getInteger("_id");
            if (id == bad) {
                throw new IllegalStateException("can't read " + id);
            }
            return new Fragile(id);
        }

        @Override
        public void encode(BsonWriter writer, Fragile value, EncoderContext context) {
            new DocumentCodec().encode(writer, new Document("_id", value.id()), context);
        }

        @Override
        public Class<Fragile> getEncoderClass() {
            return Fragile.class;
        }
    }

    private static <T> MongoCollection<Fragile> fragile(MongoCollection<T> collection, int bad) {
        return collection
                .withDocumentClass(Fragile.class)
                .withCodecRegistry(CodecRegistries.fromRegistries(
                        CodecRegistries.fromCodecs(new FragileCodec(bad)), collection.getCodecRegistry()));
    }

    static Stream<Map.Entry<String, Function<MongoCollection<Fragile>, Object>>> reads() {
        return Map.<String, Function<MongoCollection<Fragile>, Object>>of(
                "first", c -> String.valueOf(c.find(eq("_id", 3)).first()),
                "into", c -> c.find().into(new ArrayList<>()),
                "batches", c -> c.find().batchSize(2).into(new ArrayList<>()),
                "aggregate", c -> c.aggregate(List.of()).into(new ArrayList<>()),
                "cursor",
                        c -> {
                            try (MongoCursor<Fragile> cursor = c.find().cursor()) {
                                List<Fragile> all = new ArrayList<>();
                                cursor.forEachRemaining(all::add);
                                return all;
                            }
                        })
                .entrySet()
                .stream();
    }

    @ParameterizedTest
    @MethodSource("reads")
    void aCodecThatThrowsDoesSoAsWithTheDriver(Map.Entry<String, Function<MongoCollection<Fragile>, Object>> read) {
        Throwable direct = catchThrowable(() -> read.getValue().apply(fragile(open.plain("things"), 3)));
        assertThat(direct).isNotNull();
        OpenCache.MONGO.control().killCursors();
        MongoCollection<Fragile> bad = fragile(things, 3);
        for (int i = 0; i < TRIES; i++) {
            ThrowingCallable call = () -> read.getValue().apply(bad);
            assertThat(catchThrowable(call)).hasSameClassAs(direct).hasMessage(direct.getMessage());
        }
        assertThat(OpenCache.MONGO.control().killCursors())
                .as("cursors left open")
                .isZero();
        assertThat(open.bypasses(BypassReason.DECODING)).isEqualTo(TRIES);

        open.commands.clear();
        MongoCollection<Fragile> good = fragile(things, -1);
        assertThat(read.getValue().apply(good)).isEqualTo(read.getValue().apply(fragile(open.plain("things"), -1)));
        assertThat(open.commands.sent())
                .as("the plain driver's")
                .hasSize(read.getKey().equals("batches") ? 3 : 1);
    }

    /** Until it comes to the one that it can't read, a cursor gives what it can. */
    @Test
    void aCursorGivesWhatComesBeforeTheFailure() {
        List<Fragile> direct = new ArrayList<>();
        List<Fragile> cached = new ArrayList<>();
        Throwable expected = catchThrowable(
                () -> fragile(open.plain("things"), 3).find().batchSize(2).forEach(direct::add));
        Throwable actual =
                catchThrowable(() -> fragile(things, 3).find().batchSize(2).forEach(cached::add));
        assertThat(actual).hasSameClassAs(expected).hasMessage(expected.getMessage());
        assertThat(cached).isEqualTo(direct);
    }

    @Test
    void aFunctionThatThrowsIsCalledOnceForEachResultAndItsErrorIsPassedOn() {
        things.find().into(new ArrayList<>());
        List<Integer> seen = new ArrayList<>();
        assertThat(catchThrowable(() -> things.find()
                        .map(document -> {
                            seen.add(document.getInteger("_id"));
                            if (seen.size() == 2) {
                                throw new IllegalStateException("mine");
                            }
                            return document;
                        })
                        .into(new ArrayList<>())))
                .hasMessage("mine");
        assertThat(seen).containsExactly(0, 1);
        assertThat(open.bypasses(BypassReason.DECODING)).isZero();
    }

    @Test
    void anOversizedResultLeavesNothingOpen() {
        try (OpenCache small = new OpenCache(
                new ProxyOptions(Duration.ofMinutes(5), 1000, true, Duration.ofSeconds(5), namespace -> false))) {
            CachedCollection<Document> collection = small.wrapped("things");
            small.plain("things").insertMany(many(300));
            OpenCache.MONGO.control().killCursors();
            for (int i = 0; i < TRIES; i++) {
                assertThat(collection.find().batchSize(50).into(new ArrayList<>()))
                        .hasSize(300);
                try (MongoCursor<Document> cursor =
                        collection.find().batchSize(50).cursor()) {
                    assertThat(cursor.next().getInteger("_id")).isZero();
                }
            }
            assertThat(OpenCache.MONGO.control().killCursors())
                    .as("cursors left open")
                    .isZero();
            assertThat(small.reads(Outcome.Tier.FILLED)).isZero();
            assertThat(collection.countDocuments()).isEqualTo(300);
        }
    }

    @Test
    void aResultThatJustFitsIsCached() {
        int size = new org.bson.RawBsonDocument(many(1).get(0), new DocumentCodec())
                .getByteBuffer()
                .remaining();
        try (OpenCache exact = new OpenCache(
                new ProxyOptions(Duration.ofMinutes(5), 3 * size, true, Duration.ofSeconds(5), namespace -> false))) {
            CachedCollection<Document> collection = exact.wrapped("things");
            exact.plain("things").insertMany(many(4));
            assertThat(collection.find().limit(3).into(new ArrayList<>())).hasSize(3);
            assertThat(exact.reads(Outcome.Tier.FILLED)).isEqualTo(1);
            assertThat(collection.find().limit(4).into(new ArrayList<>())).hasSize(4);
            assertThat(exact.bypasses(BypassReason.OVERSIZE)).isEqualTo(1);
        }
    }
}
