package dev.meerkat.proxy;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code noCache()}, {@code cacheTtl()} and {@code db()}, on the collection and on what it hands out. */
class PolicyTest {

    private final OpenCache open = new OpenCache();
    private final CachedCollection<Document> things = open.wrapped("things");
    private final String tenant = open.database + "t";

    @BeforeEach
    void fill() {
        open.plain("things").insertOne(new Document("_id", 1).append("n", 1));
        open.client
                .getDatabase(tenant)
                .getCollection("things")
                .insertMany(List.of(new Document("_id", 1), new Document("_id", 2)));
        open.commands.clear();
    }

    @AfterEach
    void close() {
        open.client.getDatabase(tenant).drop();
        open.close();
    }

    /** One read, as it is and with each of the three, said where the read is. */
    record Ways(
            Function<CachedCollection<Document>, Object> plain,
            Function<CachedCollection<Document>, Object> noCache,
            Function<CachedCollection<Document>, Object> shortLived,
            Function<CachedCollection<Document>, Object> elsewhere) {}

    private static final Duration SHORT = Duration.ofSeconds(20);

    static Stream<Map.Entry<String, Function<String, Ways>>> ways() {
        Map<String, Function<String, Ways>> ways = new LinkedHashMap<>();
        ways.put(
                "find",
                t -> new Ways(
                        c -> c.find().into(new ArrayList<>()),
                        c -> c.find().noCache().into(new ArrayList<>()),
                        c -> c.find().cacheTtl(SHORT).into(new ArrayList<>()),
                        c -> c.find().db(t).into(new ArrayList<>())));
        ways.put(
                "aggregate",
                t -> new Ways(
                        c -> c.aggregate(List.of()).into(new ArrayList<>()),
                        c -> c.aggregate(List.of()).noCache().into(new ArrayList<>()),
                        c -> c.aggregate(List.of()).cacheTtl(SHORT).into(new ArrayList<>()),
                        c -> c.aggregate(List.of()).db(t).into(new ArrayList<>())));
        ways.put(
                "distinct",
                t -> new Ways(
                        c -> c.distinct("_id", Integer.class).into(new ArrayList<>()),
                        c -> c.distinct("_id", Integer.class).noCache().into(new ArrayList<>()),
                        c -> c.distinct("_id", Integer.class).cacheTtl(SHORT).into(new ArrayList<>()),
                        c -> c.distinct("_id", Integer.class).db(t).into(new ArrayList<>())));
        Map<String, Function<CachedCollection<Document>, Object>> reads = Map.of(
                "collection find", c -> c.find().into(new ArrayList<>()),
                "collection aggregate", c -> c.aggregate(List.of()).into(new ArrayList<>()),
                "collection distinct", c -> c.distinct("_id", Integer.class).into(new ArrayList<>()),
                "collection count", CachedCollection::countDocuments,
                "collection findById", c -> c.findById(2),
                "collection findOne", c -> c.findOne(eq("_id", 2)),
                "collection typed",
                        c -> c.withDocumentClass(BsonDocument.class).find().into(new ArrayList<>()));
        reads.forEach((name, read) -> ways.put(
                name,
                t -> new Ways(
                        read,
                        c -> read.apply(c.noCache()),
                        c -> read.apply(c.cacheTtl(SHORT)),
                        c -> read.apply(c.db(t)))));
        return ways.entrySet().stream();
    }

    private boolean sends(Supplier<?> read) {
        open.commands.clear();
        assertThat(read.get()).isNotNull();
        return !open.commands.sent().isEmpty();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void noCacheReadsMongoDbAndLeavesTheCacheAlone(Map.Entry<String, Function<String, Ways>> read) {
        Ways ways = read.getValue().apply(tenant);
        Object cached = ways.plain().apply(things);
        assertThat(ways.noCache().apply(things)).isEqualTo(cached);
        open.plain("things").insertOne(new Document("_id", 2));
        assertThat(ways.plain().apply(things)).as("nobody has told").isEqualTo(cached);
        assertThat(ways.noCache().apply(things)).isNotEqualTo(cached);
        assertThat(ways.plain().apply(things)).isEqualTo(cached);
        assertThat(sends(() -> ways.noCache().apply(things))).isTrue();
        assertThat(sends(() -> ways.plain().apply(things))).isFalse();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void cacheTtlIsHowLongAResultIsKept(Map.Entry<String, Function<String, Ways>> read) {
        Ways ways = read.getValue().apply(tenant);
        assertThat(sends(() -> ways.shortLived().apply(things))).isTrue();
        open.ticker.forward(SHORT.minusSeconds(5));
        assertThat(sends(() -> ways.shortLived().apply(things))).isFalse();
        open.ticker.forward(Duration.ofSeconds(6));
        assertThat(sends(() -> ways.plain().apply(things))).isTrue();
        open.ticker.forward(SHORT.plusSeconds(5));
        assertThat(sends(() -> ways.shortLived().apply(things)))
                .as("filled for the default time")
                .isFalse();
        open.ticker.forward(Duration.ofMinutes(5));
        assertThat(sends(() -> ways.shortLived().apply(things))).isTrue();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void dbReadsTheCollectionOfThatDatabase(Map.Entry<String, Function<String, Ways>> read) {
        Ways ways = read.getValue().apply(tenant);
        Object here = ways.plain().apply(things);
        Object there = ways.elsewhere().apply(things);
        assertThat(there).isNotEqualTo(here);
        assertThat(sends(() -> assertThat(ways.elsewhere().apply(things)).isEqualTo(there)))
                .isFalse();
        assertThat(sends(() -> assertThat(ways.plain().apply(things)).isEqualTo(here)))
                .isFalse();
    }

    @Test
    void aWriteInATenantsDatabaseIsSeenThereOnly() {
        assertThat(things.db(tenant).findById(3)).isEmpty();
        assertThat(things.findById(3)).isEmpty();
        things.db(tenant).insertOne(new Document("_id", 3));
        assertThat(things.db(tenant).findById(3)).isPresent();
        assertThat(sends(() -> assertThat(things.findById(3)).isEmpty())).isFalse();
    }

    @Test
    void settingsGoWithTheHandle() {
        CachedCollection<BsonDocument> handle = things.withDocumentClass(BsonDocument.class)
                .withReadPreference(ReadPreference.nearest())
                .withWriteConcern(WriteConcern.MAJORITY)
                .noCache()
                .db(tenant);
        assertThat(handle.getNamespace().getFullName()).isEqualTo(tenant + ".things");
        assertThat(handle.getDocumentClass()).isEqualTo(BsonDocument.class);
        assertThat(handle.getReadPreference()).isEqualTo(ReadPreference.nearest());
        assertThat(handle.getWriteConcern()).isEqualTo(WriteConcern.MAJORITY);
        handle.find().first();
        assertThat(sends(() -> Optional.ofNullable(handle.find().first())))
                .as("still uncached")
                .isTrue();
        assertThat(things.find()
                        .limit(1)
                        .noCache()
                        .sort(new Document("_id", 1))
                        .db(tenant)
                        .first())
                .isNotNull();
    }

    @Test
    void whatIsNoTenantsDatabaseIsRefused() {
        assertThatThrownBy(() -> things.db("admin"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("admin");
        assertThatThrownBy(() -> things.db("a/b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> things.find().db("")).isInstanceOf(IllegalArgumentException.class);
        ProxyOptions single =
                new ProxyOptions(Duration.ofMinutes(5), 1 << 16, false, Duration.ofSeconds(5), namespace -> false);
        try (OpenCache one = new OpenCache(single)) {
            assertThatThrownBy(() -> one.wrapped("things").db(tenant))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("multiDb(true)");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT0.0001S"})
    void aLifetimeThatIsNoneIsRefused(String ttl) {
        Duration none = Duration.parse(ttl);
        assertThatThrownBy(() -> things.cacheTtl(none)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> things.find().cacheTtl(none)).isInstanceOf(IllegalArgumentException.class);
    }
}
