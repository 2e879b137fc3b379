package dev.meerkat.proxy;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.CountOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import dev.meerkat.cache.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way to read: the second time sends nothing and gives what the first and the driver give. */
class SecondReadTest {

    private final OpenCache open = new OpenCache();

    @AfterEach
    void close() {
        open.close();
    }

    static Stream<Map.Entry<String, Function<CachedCollection<Document>, Object>>> reads() {
        Map<String, Function<CachedCollection<Document>, Object>> reads = new LinkedHashMap<>();
        List<BsonDocument> pipeline = List.of(
                Aggregates.match(gt("n", 1)).toBsonDocument(),
                Aggregates.group("$kind").toBsonDocument(),
                Aggregates.sort(Sorts.ascending("_id")).toBsonDocument());
        reads.put("find()", c -> list(c.find()));
        reads.put("find(Class)", c -> list(c.find(BsonDocument.class)));
        reads.put("find(Bson)", c -> list(c.find(gt("n", 1))));
        reads.put("find(Bson,Class)", c -> list(c.find(gt("n", 1), BsonDocument.class)));
        reads.put("find by id", c -> list(c.find(eq("_id", 1))));
        reads.put("find first by id", c -> c.find(eq("_id", 1)).first());
        reads.put(
                "find first of none", c -> String.valueOf(c.find(eq("_id", 99)).first()));
        reads.put(
                "find with options",
                c -> list(c.find(gt("n", 1))
                        .sort(Sorts.descending("n"))
                        .projection(Projections.include("n"))
                        .skip(1)
                        .limit(2)));
        reads.put("find forEach", c -> {
            List<Document> seen = new ArrayList<>();
            c.find().forEach(seen::add);
            return seen;
        });
        reads.put("find iterator", c -> {
            List<Document> seen = new ArrayList<>();
            try (var cursor = c.find().iterator()) {
                cursor.forEachRemaining(seen::add);
            }
            return seen;
        });
        reads.put("find map", c -> c.find().map(Document::toJson).into(new ArrayList<>()));
        reads.put("findById", c -> c.findById(2));
        reads.put("findById of none", c -> c.findById(98));
        reads.put("findOne", c -> c.findOne(eq("n", 3)));
        reads.put("aggregate(List)", c -> list(c.aggregate(pipeline)));
        reads.put("aggregate(List,Class)", c -> list(c.aggregate(pipeline, BsonDocument.class)));
        reads.put("aggregate first", c -> c.aggregate(pipeline).first());
        reads.put("distinct(String,Class)", c -> list(c.distinct("kind", String.class)));
        reads.put("distinct(String,Bson,Class)", c -> list(c.distinct("n", gt("n", 1), Integer.class)));
        reads.put("countDocuments()", CachedCollection::countDocuments);
        reads.put("countDocuments(Bson)", c -> c.countDocuments(gt("n", 1)));
        reads.put("countDocuments(Bson,CountOptions)", c -> c.countDocuments(gt("n", 0), new CountOptions().limit(2)));
        return reads.entrySet().stream();
    }

    private static <R> List<R> list(Iterable<R> results) {
        List<R> list = new ArrayList<>();
        results.forEach(list::add);
        return list;
    }

    private CachedCollection<Document> filled() {
        CachedCollection<Document> collection = open.wrapped("things");
        open.plain("things").insertMany(List.of(thing(1, "a"), thing(2, "b"), thing(3, "a"), thing(4, "c")));
        open.commands.clear();
        return collection;
    }

    private static Document thing(int n, String kind) {
        return new Document("_id", n).append("n", n).append("kind", kind);
    }

    @ParameterizedTest
    @MethodSource("reads")
    void secondReadSendsNothing(Map.Entry<String, Function<CachedCollection<Document>, Object>> read) {
        CachedCollection<Document> collection = filled();
        Object direct = read.getValue().apply(collection.noCache());
        open.commands.clear();

        Object first = read.getValue().apply(collection);
        assertThat(open.commands.names()).isNotEmpty();
        open.commands.clear();
        Object second = read.getValue().apply(collection);

        assertThat(open.commands.sent()).isEmpty();
        assertThat(first).isEqualTo(direct);
        assertThat(second).isEqualTo(direct);
        assertThat(open.reads(Outcome.Tier.NEAR)).isEqualTo(1);
        assertThat(open.reads(Outcome.Tier.FILLED)).isEqualTo(1);
    }

    /** The list above against the table: no way to read is left out. */
    @Test
    void everyReadOfTheTableIsTriedHere() {
        OperationTable table = OperationTable.of(com.mongodb.client.MongoCollection.class);
        List<String> tried = reads().map(Map.Entry::getKey).toList();
        assertThat(table).isNotNull();
        assertThat(tried)
                .containsAll(table.all().entrySet().stream()
                        .filter(entry -> entry.getValue() instanceof Operation.Read)
                        .map(Map.Entry::getKey)
                        .toList());
    }

    @Test
    void theFillAsksForAMajoritySnapshotAfterTheVersion() {
        CachedCollection<Document> collection = filled();
        collection.insertOne(thing(7, "z"));
        long written = open.invalidations.latest(dev.meerkat.cache.Dependencies.queries(
                List.of(new dev.meerkat.cache.Namespace(open.database, "things"))));
        open.commands.clear();
        list(collection.find());
        BsonDocument find = open.commands.sent().stream()
                .filter(command -> command.containsKey("find"))
                .findFirst()
                .orElseThrow();
        assertThat(find.getDocument("readConcern").getString("level").getValue())
                .isEqualTo("majority");
        assertThat(find.getDocument("readConcern")
                        .getTimestamp("afterClusterTime")
                        .getValue())
                .isEqualTo(written);
    }
}
