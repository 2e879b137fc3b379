package dev.meerkat.proxy;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.not;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Filters.regex;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonWriter;
import org.bson.Document;
import org.bson.codecs.EncoderContext;
import org.bson.codecs.IntegerCodec;
import org.bson.codecs.configuration.CodecRegistries;
import org.bson.codecs.configuration.CodecRegistry;
import org.bson.conversions.Bson;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Equal parts mean an equal key, and what may render to something else the next time has no parts. */
class QueryPartsTest {

    private final OpenCache open = new OpenCache();
    private final CachingCollection<Document> things = (CachingCollection<Document>) open.wrapped("things");

    @AfterEach
    void close() {
        open.close();
    }

    private AggregateQuery query(List<? extends Bson> pipeline) {
        return new AggregateQuery(things.backing, pipeline, new Settings());
    }

    private FindQuery query(Bson filter) {
        return new FindQuery(things.backing, filter, new Settings(), false);
    }

    private static final List<Supplier<Bson>> QUERIES = List.of(
            () -> eq("a", 1),
            () -> eq("a", 1L),
            () -> eq("a", 1.0),
            () -> eq("a", 0.0),
            () -> eq("a", -0.0),
            () -> eq("a", "1"),
            () -> eq("a", Decimal128.parse("1")),
            () -> eq("a", Decimal128.parse("1.0")),
            () -> eq("a", null),
            () -> eq("a", "null"),
            () -> eq("a", true),
            () -> eq("a", new BsonInt32(1)),
            () -> eq("a", Instant.ofEpochMilli(1)),
            () -> eq("a", new ObjectId("00112233445566778899aabb")),
            () -> eq("a", "00112233445566778899aabb"),
            () -> eq("b", 1),
            () -> eq("a", eq("b", 1)),
            () -> eq("a", List.of(1, 2)),
            () -> eq("a", List.of(List.of(1), 2)),
            () -> eq("a", List.of(List.of(1, 2))),
            () -> in("a", 1, 2),
            () -> in("a", List.of()),
            () -> in("a", 2, 1),
            () -> gt("a", 1),
            () -> lt("a", 1),
            () -> not(eq("a", 1)),
            () -> exists("a"),
            () -> exists("a", false),
            () -> and(eq("a", 1), eq("b", 1)),
            () -> and(eq("b", 1), eq("a", 1)),
            () -> or(eq("a", 1), eq("b", 1)),
            () -> or(eq("a", 1), or(eq("b", 1), eq("c", 1))),
            () -> or(or(eq("a", 1), eq("b", 1)), eq("c", 1)),
            () -> new Document("a", 1),
            () -> new Document("a", 1).append("b", 1),
            () -> new Document("a", new Document("b", 1)),
            () -> new Document("a", Arrays.asList(1, null)),
            () -> new BsonDocument("a", new BsonInt32(1)),
            BsonDocument::new,
            Document::new,
            () -> Sorts.orderBy(Sorts.ascending("a"), Sorts.descending("b")),
            () -> Sorts.orderBy(Sorts.descending("a"), Sorts.ascending("b")),
            () -> Projections.fields(Projections.include("a"), Projections.excludeId()),
            () -> Aggregates.match(eq("a", 1)),
            () -> Aggregates.group("$a", Accumulators.sum("n", 1)),
            () -> Aggregates.group("$a", Accumulators.sum("n", 2)),
            () -> Aggregates.group("$a", Accumulators.max("n", 1)),
            () -> Aggregates.group(null, Accumulators.sum("n", 1)),
            () -> Aggregates.limit(1),
            () -> Aggregates.skip(1),
            () -> Aggregates.lookup("others", List.of(Aggregates.match(eq("a", 1))), "as"));

    @Test
    void partsAreEqualOnlyWhereKeysAre() {
        for (Supplier<Bson> one : QUERIES) {
            FindQuery first = query(one.get());
            assertThat(first.parts()).as("parts of %s", first.render()).isNotNull();
            assertThat(query(one.get()).parts()).isEqualTo(first.parts()).hasSameHashCodeAs(first.parts());
            for (Supplier<Bson> other : QUERIES) {
                FindQuery second = query(other.get());
                if (first.parts().equals(second.parts())) {
                    assertThat(second.render()).isEqualTo(first.render());
                }
            }
        }
    }

    @Test
    void whatIsKnownIsWhatWouldBeRendered() {
        RenderedKeys keys = things.backing.context().keys();
        for (Supplier<Bson> query : QUERIES) {
            keys.of(query(query.get()));
        }
        for (Supplier<Bson> query : QUERIES) {
            assertThat(query(query.get()).isKnown()).isTrue();
            assertThat(keys.of(query(query.get()))).isEqualTo(query(query.get()).render());
        }
    }

    @Test
    void whatMayRenderOtherwiseTheNextTimeHasNoParts() {
        Bson own = new Bson() {
            @Override
            public <T> BsonDocument toBsonDocument(Class<T> type, CodecRegistry registry) {
                return new BsonDocument("now", new BsonInt32((int) System.nanoTime()));
            }
        };
        assertThat(query(own).parts()).as("somebody's own query").isNull();
        assertThat(query(and(eq("a", 1), own)).parts()).as("with it inside").isNull();
        assertThat(query(eq("a", new Date())).parts()).as("mutable").isNull();
        assertThat(query(eq("a", new byte[1])).parts()).as("mutable").isNull();
        assertThat(query(regex("a", Pattern.compile("x"))).parts()).isNull();
        assertThat(query(new Document("a", new Date())).parts()).as("mutable").isNull();
        List<Integer> many = IntStream.range(0, 1000).boxed().toList();
        assertThat(query(in("a", many)).parts()).as("too much to remember").isNull();
    }

    @Test
    void aCodecOfSomebodyElsesIsAskedEachTime() {
        CachingCollection<Document> with = (CachingCollection<Document>) things.withCodecRegistry(
                CodecRegistries.fromRegistries(CodecRegistries.fromCodecs(new Counting()), things.getCodecRegistry()));
        assertThat(new FindQuery(with.backing, eq("a", 1), new Settings(), false).parts())
                .isNull();
        assertThat(new FindQuery(with.backing, eq("a", "x"), new Settings(), false).parts())
                .isNotNull()
                .isNotEqualTo(query(eq("a", "x")).parts());
    }

    private static final class Counting extends IntegerCodec {

        private int times;

        @Override
        public void encode(BsonWriter writer, Integer value, EncoderContext context) {
            writer.writeInt32(value + times++);
        }
    }

    @Test
    void registriesThatRenderOtherwiseShareNoParts() {
        UUID id = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
        CachingCollection<Document> legacy =
                (CachingCollection<Document>) things.withCodecRegistry(CodecRegistries.withUuidRepresentation(
                        things.getCodecRegistry(), org.bson.UuidRepresentation.JAVA_LEGACY));
        CachingCollection<Document> standard =
                (CachingCollection<Document>) things.withCodecRegistry(CodecRegistries.withUuidRepresentation(
                        things.getCodecRegistry(), org.bson.UuidRepresentation.STANDARD));
        assertThat(new FindQuery(legacy.backing, eq("a", id), new Settings(), false).parts())
                .isNotNull()
                .isNotEqualTo(new FindQuery(standard.backing, eq("a", id), new Settings(), false).parts());
    }

    @Test
    void aListThatTheCallerChangesIsAnotherQuery() {
        List<Bson> pipeline = new ArrayList<>(List.of(Aggregates.match(eq("a", 1))));
        RenderedKeys keys = things.backing.context().keys();
        Object before = keys.of(query(pipeline));
        pipeline.add(Aggregates.limit(1));
        assertThat(keys.of(query(pipeline)))
                .isNotEqualTo(before)
                .isEqualTo(query(pipeline).render());
    }

    /** A list that shows another number each time that it is gone through. */
    @Test
    void whatChangesWhileItIsRenderedIsNotRemembered() {
        int[] times = new int[1];
        List<Integer> restless = Collections.unmodifiableList(new AbstractList<>() {
            @Override
            public Integer get(int index) {
                return times[0]++;
            }

            @Override
            public int size() {
                return 1;
            }
        });
        RenderedKeys keys = things.backing.context().keys();
        keys.of(query(in("a", restless)));
        for (int i = 0; i < 10; i++) {
            times[0] = i;
            assertThat(query(in("a", restless)).isKnown()).isFalse();
        }
    }
}
