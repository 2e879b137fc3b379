package dev.meerkat.proxy;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bson.BsonBinarySubType;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.configuration.CodecRegistries;
import org.bson.codecs.pojo.PojoCodecProvider;
import org.bson.codecs.pojo.annotations.BsonId;
import org.bson.types.Binary;
import org.bson.types.Code;
import org.bson.types.Decimal128;
import org.bson.types.MaxKey;
import org.bson.types.MinKey;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Callers never share what one of them could change, and always share what nobody can; types survive exactly. */
class SafeResultTest {

    private final OpenCache open = new OpenCache();
    private final CachedCollection<Document> things = open.wrapped("things");

    @BeforeEach
    void fill() {
        open.plain("things")
                .insertOne(new Document("_id", 1)
                        .append("name", "one")
                        .append("inner", new Document("n", 1))
                        .append("list", new ArrayList<>(List.of(1, 2)))
                        .append("when", new Date(0)));
    }

    @AfterEach
    void close() {
        open.close();
    }

    static Stream<Map.Entry<String, Function<CachedCollection<Document>, Document>>> documents() {
        return Map.<String, Function<CachedCollection<Document>, Document>>of(
                "find", c -> c.find().into(new ArrayList<>()).get(0),
                "first", c -> Objects.requireNonNull(c.find().first()),
                "findById", c -> c.findById(1).orElseThrow(),
                "findOne", c -> c.findOne(eq("name", "one")).orElseThrow(),
                "iterator", c -> c.find().iterator().next(),
                "aggregate", c -> Objects.requireNonNull(c.aggregate(List.of()).first()),
                "distinct",
                        c -> new Document(
                                "inner", c.distinct("inner", Document.class).first()))
                .entrySet()
                .stream();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void aChangedDocumentIsItsCallersOwn(Map.Entry<String, Function<CachedCollection<Document>, Document>> read) {
        Document untouched = read.getValue().apply(things.noCache());
        Document first = read.getValue().apply(things);
        first.get("inner", Document.class).put("n", 99);
        if (first.containsKey("list")) {
            first.getList("list", Integer.class).clear();
            first.getDate("when").setTime(99);
        }
        first.put("more", true);
        open.commands.clear();

        Document second = read.getValue().apply(things);
        Document third = read.getValue().apply(things);

        assertThat(open.commands.sent()).isEmpty();
        assertThat(second).isEqualTo(untouched).isNotSameAs(third);
        assertThat(second.get("inner")).isNotSameAs(third.get("inner"));
    }

    /** A bean. */
    public static final class Bean {
        public int id;
        public List<Integer> list = new ArrayList<>();
    }

    @Test
    void beansAreTheirCallersOwn() {
        CachedCollection<Bean> beans = things.withDocumentClass(Bean.class)
                .withCodecRegistry(CodecRegistries.fromRegistries(
                        things.getCodecRegistry(),
                        CodecRegistries.fromProviders(
                                PojoCodecProvider.builder().automatic(true).build())));
        Bean first = beans.findById(1).orElseThrow();
        first.list.clear();
        open.commands.clear();
        Bean second = beans.findById(1).orElseThrow();
        assertThat(open.commands.sent()).isEmpty();
        assertThat(second).isNotSameAs(first);
        assertThat(second.list).containsExactly(1, 2);
    }

    /** Immutable. */
    public record Inner(int n) {}

    /** Immutable through and through. */
    public record Immutable(@BsonId int id, String name, Inner inner) {}

    /** Holds a list that may be changed. */
    public record WithList(@BsonId int id, List<Integer> list) {}

    /** Holds a date that may be changed. */
    public record WithDate(@BsonId int id, Date when) {}

    @Test
    void anImmutableRecordIsShared() {
        CachedCollection<Immutable> records = things.withDocumentClass(Immutable.class);
        Immutable first = records.findById(1).orElseThrow();
        assertThat(first).isEqualTo(new Immutable(1, "one", new Inner(1)));
        assertThat(records.findById(1).orElseThrow()).isSameAs(first);
        List<Immutable> all = records.find().into(new ArrayList<>());
        List<Immutable> again = records.find().into(new ArrayList<>());
        assertThat(all).isNotSameAs(again);
        assertThat(all.get(0)).isSameAs(again.get(0));
        assertThat(records.find(eq("_id", 1)).first())
                .isSameAs(records.find(eq("_id", 1)).first());
    }

    @Test
    void aRecordWithAMutableComponentIsNot() {
        WithList lists = things.withDocumentClass(WithList.class).findById(1).orElseThrow();
        lists.list().add(3);
        assertThat(things.withDocumentClass(WithList.class).findById(1)).contains(new WithList(1, List.of(1, 2)));
        WithDate dates = things.withDocumentClass(WithDate.class).findById(1).orElseThrow();
        dates.when().setTime(7);
        assertThat(things.withDocumentClass(WithDate.class).findById(1)).contains(new WithDate(1, new Date(0)));
    }

    /** Another reader's codec may make something else of the same bytes. */
    @Test
    void whatIsSharedIsNotGivenToAReaderOfAnotherType() {
        Immutable shared = things.withDocumentClass(Immutable.class).findById(1).orElseThrow();
        assertThat(things.withDocumentClass(Inner.class)
                        .find(eq("_id", 1), Document.class)
                        .first())
                .isInstanceOf(Document.class);
        assertThat(things.findById(1).orElseThrow()).isInstanceOf(Document.class);
        assertThat(things.withDocumentClass(Immutable.class).findById(1)).contains(shared);
    }

    @Test
    void typesSurviveExactly() {
        Document all = new Document("_id", new ObjectId())
                .append("z", 1)
                .append("a", 1L)
                .append("double", 1.0)
                .append("minusZero", -0.0)
                .append("nan", Double.NaN)
                .append("decimal", Decimal128.parse("1.00"))
                .append("date", new Date(1234567890123L))
                .append("binary", new Binary(BsonBinarySubType.USER_DEFINED, new byte[] {1, 2}))
                .append("bytes", new Binary(new byte[] {3}))
                .append("uuid", new Binary(BsonBinarySubType.UUID_STANDARD, new byte[16]))
                .append("null", null)
                .append("true", true)
                .append("text", "µ∂🦦")
                .append("empty", new Document())
                .append("nested", new Document("b", 1).append("a", new Document("c", List.of(1, 2L, "3"))))
                .append("list", List.of())
                .append("timestamp", new BsonTimestamp(5, 6))
                .append("min", new MinKey())
                .append("max", new MaxKey())
                .append("code", new Code("f()"));
        ObjectId id = all.getObjectId("_id");
        MongoCollection<Document> plain = open.plain("things");
        plain.insertOne(all);
        for (int i = 0; i < 2; i++) {
            Document read = things.findById(id).orElseThrow();
            assertThat(read).isEqualTo(plain.find(eq("_id", id)).first()).isEqualTo(all);
            assertThat(new ArrayList<>(read.keySet())).isEqualTo(new ArrayList<>(all.keySet()));
            assertThat(things.find(eq("_id", id), RawBsonDocument.class).first())
                    .isEqualTo(plain.find(eq("_id", id), RawBsonDocument.class).first());
            open.commands.clear();
        }
        assertThat(things.findById(id).orElseThrow().get("a")).isInstanceOf(Long.class);
        assertThat(open.commands.sent()).isEmpty();
    }

    @Test
    void distinctValuesKeepTheirTypesAndNulls() {
        MongoCollection<Document> plain = open.plain("things");
        plain.insertMany(List.of(
                new Document("v", 1), new Document("v", "1"), new Document("v", null), new Document("v", new Date(5))));
        List<BsonValue> direct = things.noCache().distinct("v", BsonValue.class).into(new ArrayList<>());
        assertThat(things.distinct("v", BsonValue.class).into(new ArrayList<>()))
                .isEqualTo(direct);
        open.commands.clear();
        assertThat(things.distinct("v", BsonValue.class).into(new ArrayList<>()))
                .isEqualTo(direct)
                .contains(new BsonInt32(1), new BsonString("1"));
        assertThat(open.commands.sent()).isEmpty();
    }
}
