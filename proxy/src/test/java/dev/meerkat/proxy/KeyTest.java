package dev.meerkat.proxy;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.client.MongoIterable;
import com.mongodb.client.model.Collation;
import com.mongodb.client.model.CountOptions;
import dev.meerkat.cache.Explanation;
import dev.meerkat.cache.Outcome;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.bson.BsonDocument;
import org.bson.BsonType;
import org.bson.BsonValue;
import org.bson.Document;
import org.bson.UuidRepresentation;
import org.bson.codecs.StringCodec;
import org.bson.codecs.UuidCodec;
import org.bson.codecs.configuration.CodecRegistries;
import org.bson.codecs.configuration.CodecRegistry;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What two reads share an entry for, and what not. Options of the iterables are in {@link OptionTest}. */
class KeyTest {

    private static final UUID UNIQUE = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");

    private static final Date MOMENT = new Date(1_700_000_000_000L);

    private static final String TEXT = "00112233445566778899aabb";

    private final OpenCache open = new OpenCache();
    private final CachedCollection<Document> things = open.wrapped("things");
    private final CachedCollection<Document> others = open.wrapped("others");

    private final CachedCollection<Document> standard = uuidsAs(UuidRepresentation.STANDARD);
    private final CachedCollection<Document> legacy = uuidsAs(UuidRepresentation.JAVA_LEGACY);

    private final CachedCollection<Document> objectIds = things.withCodecRegistry(CodecRegistries.fromRegistries(
            CodecRegistries.fromCodecs(new StringCodec().withRepresentation(BsonType.OBJECT_ID)),
            things.getCodecRegistry()));

    @AfterEach
    void close() {
        open.client.getDatabase(open.database + "b").drop();
        open.close();
    }

    private static <R> List<R> all(MongoIterable<R> iterable) {
        return iterable.into(new ArrayList<>());
    }

    private CachedCollection<Document> uuidsAs(UuidRepresentation representation) {
        CodecRegistry registry = CodecRegistries.fromRegistries(
                CodecRegistries.fromCodecs(new UuidCodec(representation)), things.getCodecRegistry());
        return things.withCodecRegistry(registry);
    }

    /** No two of these are the same. */
    private Map<String, Runnable> reads() {
        Map<String, Runnable> reads = new LinkedHashMap<>();
        Document match = new Document("$match", new Document("n", 1));
        Document other = new Document("$match", new Document("n", 2));
        reads.put("find", () -> all(things.find()));
        reads.put("namespace", () -> all(others.find()));
        reads.put("database", () -> all(things.db(open.database + "b").find()));
        reads.put(
                "read concern",
                () -> all(things.withReadConcern(ReadConcern.LOCAL).find()));
        reads.put(
                "another concern",
                () -> all(things.withReadConcern(ReadConcern.MAJORITY).find()));
        reads.put(
                "read preference",
                () -> all(things.withReadPreference(ReadPreference.nearest()).find()));
        reads.put(
                "another preference",
                () -> all(things.withReadPreference(ReadPreference.secondaryPreferred())
                        .find()));
        reads.put("first", () -> things.find().first());
        reads.put("filter int", () -> all(things.find(eq("n", 1))));
        reads.put("filter long", () -> all(things.find(eq("n", 1L))));
        reads.put("filter double", () -> all(things.find(eq("n", 1.0))));
        reads.put("filter decimal", () -> all(things.find(eq("n", Decimal128.parse("1")))));
        reads.put("filter string", () -> all(things.find(eq("n", "1"))));
        reads.put("filter date", () -> all(things.find(eq("n", MOMENT))));
        reads.put("filter date as string", () -> all(things.find(eq("n", MOMENT.toString()))));
        reads.put(
                "filter date in ISO-8601",
                () -> all(things.find(eq("n", MOMENT.toInstant().toString()))));
        reads.put("filter date as number", () -> all(things.find(eq("n", MOMENT.getTime()))));
        reads.put("filter object id", () -> all(things.find(eq("n", new ObjectId(TEXT)))));
        reads.put("filter object id as string", () -> all(things.find(eq("n", TEXT))));
        reads.put("filter null", () -> all(things.find(eq("n", null))));
        reads.put("filter value", () -> all(things.find(eq("n", 2))));
        reads.put("filter field", () -> all(things.find(eq("m", 1))));
        reads.put("filter order", () -> all(things.find(new Document("n", 1).append("m", 1))));
        reads.put("filter other order", () -> all(things.find(new Document("m", 1).append("n", 1))));
        reads.put("filter nested", () -> all(things.find(new Document("n", new Document("a", 1).append("b", 2)))));
        reads.put(
                "filter nested order", () -> all(things.find(new Document("n", new Document("b", 2).append("a", 1)))));
        reads.put("sort order", () -> all(things.find().sort(new Document("a", 1).append("b", 1))));
        reads.put("sort other order", () -> all(things.find().sort(new Document("b", 1).append("a", 1))));
        reads.put("sort down", () -> all(things.find().sort(new Document("a", 1).append("b", -1))));
        reads.put("skip", () -> all(things.find().skip(1)));
        reads.put("limit", () -> all(things.find().limit(1)));
        reads.put("by id", () -> things.findById(1));
        reads.put("by other id", () -> things.findById(2));
        reads.put("by id of another type", () -> things.findById(1L));
        reads.put("by id string", () -> things.findById("1"));
        reads.put("by id elsewhere", () -> others.findById(1));
        reads.put(
                "by id by another concern",
                () -> things.withReadConcern(ReadConcern.MAJORITY).findById(1));
        reads.put(
                "by id by another preference",
                () -> things.withReadPreference(ReadPreference.nearest()).findById(1));
        reads.put("by uuid", () -> standard.findById(UNIQUE));
        reads.put("by uuid otherwise", () -> legacy.findById(UNIQUE));
        reads.put("uuid", () -> all(standard.find(eq("u", UNIQUE))));
        reads.put("uuid otherwise", () -> all(legacy.find(eq("u", UNIQUE))));
        reads.put("by text", () -> things.findById(TEXT));
        reads.put("by text as an object id", () -> objectIds.findById(TEXT));
        reads.put("aggregate", () -> all(things.aggregate(List.of())));
        reads.put("pipeline", () -> all(things.aggregate(List.of(match))));
        reads.put("pipeline value", () -> all(things.aggregate(List.of(other))));
        reads.put("pipeline order", () -> all(things.aggregate(List.of(match, other))));
        reads.put("pipeline other order", () -> all(things.aggregate(List.of(other, match))));
        reads.put("aggregate elsewhere", () -> all(others.aggregate(List.of())));
        reads.put("distinct", () -> all(things.distinct("n", BsonValue.class)));
        reads.put("distinct field", () -> all(things.distinct("m", BsonValue.class)));
        reads.put("distinct filter", () -> all(things.distinct("n", eq("n", 1), BsonValue.class)));
        reads.put("distinct elsewhere", () -> all(others.distinct("n", BsonValue.class)));
        reads.put("count", things::countDocuments);
        reads.put("count filter", () -> things.countDocuments(eq("n", 1)));
        reads.put("count limit", () -> things.countDocuments(eq("n", 1), new CountOptions().limit(1)));
        reads.put("count skip", () -> things.countDocuments(eq("n", 1), new CountOptions().skip(1)));
        reads.put(
                "count collation",
                () -> things.countDocuments(
                        eq("n", 1),
                        new CountOptions()
                                .collation(Collation.builder().locale("simple").build())));
        reads.put("count elsewhere", others::countDocuments);
        return reads;
    }

    @Test
    void readsThatDifferInOneThingShareNothing() {
        open.client.getDatabase(open.database + "b").createCollection("things");
        open.client.getDatabase(open.database + "b").createCollection("others");
        Map<String, Runnable> reads = reads();
        int filled = 0;
        for (Map.Entry<String, Runnable> read : reads.entrySet()) {
            read.getValue().run();
            filled++;
            assertThat(open.reads(Outcome.Tier.FILLED)).as(read.getKey()).isEqualTo(filled);
        }
        open.commands.clear();
        reads.values().forEach(Runnable::run);
        assertThat(open.commands.sent()).isEmpty();
        assertThat(open.reads(Outcome.Tier.NEAR)).isEqualTo(reads.size());
    }

    @Test
    void equalReadsShareHoweverTheyAreWritten() {
        open.plain("things").insertOne(new Document("_id", 1).append("n", 1).append("m", 1));
        Map<String, List<Function<CachedCollection<Document>, Object>>> equals = Map.of(
                "filter",
                List.of(
                        c -> c.find(new Document("n", 1)).first(),
                        c -> c.find(eq("n", 1)).first(),
                        c -> c.find().filter(eq("n", 1)).first(),
                        c -> c.find(BsonDocument.parse("{n: 1}")).first(),
                        c -> c.findOne(eq("n", 1)).orElseThrow()),
                "no filter",
                List.of(
                        c -> all(c.find()),
                        c -> all(c.find(new Document())),
                        c -> all(c.find(and()).filter(null))),
                "lifetime",
                List.of(
                        c -> c.cacheTtl(java.time.Duration.ofHours(1)).countDocuments(),
                        CachedCollection::countDocuments),
                "options with no say",
                List.of(
                        c -> all(c.find().batchSize(7).comment("a").limit(9)),
                        c -> all(c.find().limit(9).comment("b"))));
        equals.forEach((name, ways) -> {
            Object first = ways.get(0).apply(things);
            open.commands.clear();
            ways.forEach(way -> assertThat(way.apply(things)).as(name).isEqualTo(first));
            assertThat(open.commands.sent()).as(name).isEmpty();
        });
    }

    /** As {@code c.db(name).findById(id)} makes them, call by call. */
    @Test
    void handlesMadeAnewShare() {
        open.plain("things").insertOne(new Document("_id", 1));
        List<Function<CachedCollection<Document>, CachedCollection<Document>>> anew = List.of(
                c -> c.db(open.database),
                c -> open.proxies.wrap(open.plain("things")),
                c -> c.withCodecRegistry(c.getCodecRegistry()),
                c -> c.withWriteConcern(com.mongodb.WriteConcern.MAJORITY));
        things.findById(1);
        things.findById(UNIQUE.toString());
        open.commands.clear();
        for (var handle : anew) {
            assertThat(handle.apply(things).findById(1)).isPresent();
            assertThat(handle.apply(things).findById(UNIQUE.toString())).isEmpty();
        }
        assertThat(open.commands.sent()).isEmpty();
    }

    @Test
    void aReadByIdHasTheKeyOfItsFind() {
        List<Object> ids =
                List.of(1, 1L, "1", "", "\u0000", "z\u00fc\ud83d\ude00", "$1", new ObjectId(), UNIQUE, MOMENT);
        for (Object id : ids) {
            List<Explanation> seen = new ArrayList<>();
            try (CallScopes.Scope scope = open.proxies.scopes().explaining(seen::add)) {
                standard.findById(id);
                standard.find(eq("_id", id)).first();
            }
            assertThat(seen).hasSize(2);
            assertThat(seen.get(0).key())
                    .as("%s", id)
                    .contains("_id")
                    .isEqualTo(seen.get(1).key());
        }
    }

    @Test
    void anEntryServesEveryResultTypeAsItsOwn() {
        open.plain("things").insertOne(new Document("_id", 1).append("n", 2));
        assertThat(things.find(eq("n", 2)).first()).isEqualTo(new Document("_id", 1).append("n", 2));
        open.commands.clear();
        assertThat(things.find(eq("n", 2), BsonDocument.class).first()).isEqualTo(BsonDocument.parse("{_id: 1, n: 2}"));
        assertThat(things.withDocumentClass(BsonDocument.class).find(eq("n", 2)).first())
                .isEqualTo(BsonDocument.parse("{_id: 1, n: 2}"));
        assertThat(all(things.distinct("n", Integer.class))).containsExactly(2);
        assertThat(all(things.distinct("n", Long.class))).containsExactly(2L);
        assertThat(all(things.distinct("n", Integer.class))).containsExactly(2);
        assertThat(open.commands.names()).containsExactly("distinct");
    }
}
