package dev.meerkat.proxy;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import dev.meerkat.cache.Narrowing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.assertj.core.api.Condition;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which writes let go of which queries: those that can have changed their results, and of simple updates no others. */
class NarrowingTest {

    private static final Map<String, Function<CachedCollection<Document>, Object>> READS = Map.ofEntries(
            entry("teas", c -> list(c.find(eq("kind", "tea")).sort(Sorts.ascending("price")))),
            entry("parts of teas", c -> list(c.find(eq("kind", "tea")).projection(Projections.include("price")))),
            entry(
                    "prices without ids",
                    c -> list(c.find(eq("kind", "tea"))
                            .projection(Projections.fields(Projections.include("price"), Projections.excludeId())))),
            entry("number of teas", c -> c.countDocuments(eq("kind", "tea"))),
            entry("kinds", c -> list(c.distinct("kind", gt("price", 2), String.class))),
            entry(
                    "prices by kind",
                    c -> list(c.aggregate(List.of(
                            Aggregates.group("$kind", Accumulators.sum("price", "$price")),
                            Aggregates.sort(Sorts.ascending("_id")))))),
            entry(
                    "cheapest teas",
                    c -> list(c.aggregate(List.of(
                            Aggregates.match(eq("kind", "tea")),
                            Aggregates.sort(Sorts.ascending("price")),
                            Aggregates.limit(1))))),
            entry(
                    "price of teas",
                    c -> list(c.aggregate(List.of(
                            Aggregates.match(eq("kind", "tea")),
                            Aggregates.group(null, Accumulators.sum("price", "$price")))))),
            entry(
                    "notes of teas",
                    c -> list(c.aggregate(List.of(
                            Aggregates.match(eq("kind", "tea")),
                            Aggregates.sort(Sorts.ascending("price")),
                            Aggregates.project(
                                    Projections.fields(Projections.include("note"), Projections.excludeId())))))),
            entry("by expression", c -> list(c.find(new Document("$expr", new Document("$gt", List.of("$price", 2)))))),
            entry(
                    "teas without what is dear",
                    c -> list(c.aggregate(List.of(
                            Aggregates.match(eq("kind", "tea")),
                            new Document(
                                    "$redact",
                                    new Document(
                                            "$cond",
                                            List.of(
                                                    new Document("$gt", List.of("$price", 4)),
                                                    "$$PRUNE",
                                                    "$$KEEP"))))))));

    private static final Map<String, Consumer<CachedCollection<Document>>> WRITES = Map.of(
            "a tea's note", c -> c.updateOne(eq("_id", 1), Updates.set("note", "good")),
            "a cake's note", c -> c.updateOne(eq("_id", 3), Updates.set("note", "good")),
            "a cake's price", c -> c.updateOne(eq("_id", 3), Updates.inc("price", 1)),
            "a cake's part",
                    c -> c.bulkWrite(List.of(new UpdateOneModel<>(eq("_id", 3), Updates.set("parts.sugar", 5)))),
            "a cake's pipeline",
                    c -> c.updateOne(eq("_id", 3), List.<Bson>of(new Document("$set", new Document("note", "x")))),
            "a new cake",
                    c -> c.insertOne(
                            new Document("_id", 9).append("kind", "cake").append("price", 9)),
            "a cake replaced", c -> c.replaceOne(eq("_id", 3), new Document("kind", "tea")),
            "a note or a new one",
                    c -> c.updateOne(eq("_id", 3), Updates.set("note", "x"), new UpdateOptions().upsert(true)),
            "notes of many", c -> c.updateMany(gt("price", 0), Updates.set("note", "x")),
            "a name that changes", c -> c.updateOne(eq("_id", 3), Updates.rename("note", "price")));

    private final OpenCache open = new OpenCache();
    private CachedCollection<Document> shop;

    @BeforeEach
    void fill() {
        shop = open.wrapped("shop");
        shop.insertMany(List.of(
                new Document("_id", 1).append("kind", "tea").append("price", 3),
                new Document("_id", 2).append("kind", "tea").append("price", 2),
                new Document("_id", 3).append("kind", "cake").append("price", 5).append("note", 7)));
    }

    @AfterEach
    void close() {
        open.close();
    }

    private static List<Object> list(Iterable<?> results) {
        List<Object> list = new ArrayList<>();
        results.forEach(list::add);
        return list;
    }

    @ParameterizedTest
    @CsvSource({
        "teas, a cake's note, stays",
        "teas, a cake's part, stays",
        "teas, a cake's price, goes",
        "teas, a tea's note, goes",
        "teas, a new cake, goes",
        "teas, a cake replaced, goes",
        "teas, a cake's pipeline, goes",
        "teas, a note or a new one, goes",
        "teas, notes of many, goes",
        "teas, a name that changes, goes",
        "parts of teas, a cake's note, stays",
        "parts of teas, a cake's price, stays",
        "parts of teas, a tea's note, goes",
        "prices without ids, a cake's note, goes",
        "number of teas, a tea's note, stays",
        "number of teas, a cake's price, stays",
        "number of teas, a new cake, goes",
        "number of teas, a cake replaced, goes",
        "kinds, a tea's note, stays",
        "kinds, a cake's price, goes",
        "prices by kind, a tea's note, stays",
        "prices by kind, a cake's price, goes",
        "prices by kind, a name that changes, goes",
        "prices by kind, a new cake, goes",
        "cheapest teas, a cake's note, stays",
        "cheapest teas, a cake's price, goes",
        "by expression, a cake's note, goes"
    })
    void whatAWriteLetsGoOf(String read, String write, String fate) {
        assertThatTheSecondReadIsAHit(read);

        assertThat(commandsOfReadAfter(write, read)).hasSize(fate.equals("stays") ? 0 : 1);
    }

    @ParameterizedTest
    @CsvSource({
        "price of teas, a cake's price, stays",
        "price of teas, a tea's note, goes",
        "price of teas, a new cake, goes",
        "price of teas, a cake replaced, goes",
        "price of teas, a cake's pipeline, goes",
        "notes of teas, a cake's price, stays",
        "notes of teas, a cake's note, stays",
        "notes of teas, a tea's note, goes",
        "notes of teas, a new cake, goes",
        "notes of teas, a cake replaced, goes",
        "teas without what is dear, a cake's price, stays",
        "teas without what is dear, a tea's note, goes",
        "teas without what is dear, a new cake, goes"
    })
    void ofWhatIsMadeOfChosenDocumentsOnceItHasGone(String read, String write, String fate) {
        assertThatTheSecondReadIsAHit(read);
        assertThat(commandsOfReadAfter("a cake's price", read))
                .as("the result, and what it is made of")
                .hasSize(2);
        assertThatTheSecondReadIsAHit(read);

        List<String> commands = commandsOfReadAfter(write, read);

        if (fate.equals("stays")) {
            assertThat(commands).isEmpty();
        } else {
            assertThat(commands).isNotEmpty();
        }
        assertThatTheSecondReadIsAHit(read);
    }

    /** What passes over documents may miss one of these, and begin too late. */
    @Test
    void whoseDocumentsAreTakenForGrantedOnceTheyAreKnown() {
        assertThat(shop.find(eq("kind", "tea"))).is(takenForGranted(true));
        assertThat(shop.find(eq("kind", "tea")).sort(Sorts.ascending("price")).limit(1))
                .is(takenForGranted(true));
        assertThat(shop.find(eq("kind", "tea")).skip(1)).is(takenForGranted(false));
        Bson teas = Aggregates.match(eq("kind", "tea"));
        assertThat(shop.aggregate(List.of(teas, Aggregates.sort(Sorts.ascending("price")), Aggregates.limit(1))))
                .is(takenForGranted(true));
        assertThat(shop.aggregate(List.of(teas, Aggregates.skip(1)))).is(takenForGranted(false));
        assertThat(shop.aggregate(List.of(Aggregates.limit(1), teas))).is(takenForGranted(false));
        Bson cheapest = Aggregates.sort(Sorts.ascending("price"));
        assertThat(shop.aggregate(List.of(cheapest, Aggregates.limit(2), Aggregates.limit(1))))
                .is(takenForGranted(true));
        assertThat(shop.aggregate(List.of(teas, Aggregates.limit(2), cheapest, Aggregates.limit(1))))
                .is(takenForGranted(false));
    }

    private static Condition<Object> takenForGranted(boolean wanted) {
        return new Condition<>(
                read -> {
                    Narrowing narrowing = Objects.requireNonNull(((CachingIterable<?, ?>) read)
                            .query(false)
                            .analyse()
                            .narrowing());
                    return narrowing.showsInputs() && (narrowing.selection() != null) == wanted;
                },
                "documents taken for granted: %s",
                wanted);
    }

    @Test
    void whatIsMadeOfTooManyDocumentsGoesWithTheirFields() {
        shop.insertMany(IntStream.range(100, 165)
                .mapToObj(id -> new Document("_id", id).append("kind", "tea").append("price", 1))
                .toList());
        assertThatTheSecondReadIsAHit("price of teas");
        assertThat(commandsOfReadAfter("a cake's price", "price of teas")).hasSize(2);

        assertThat(commandsOfReadAfter("a cake's price", "price of teas")).hasSize(1);
        assertThat(commandsOfReadAfter("a cake's note", "price of teas")).isEmpty();
    }

    private void assertThatTheSecondReadIsAHit(String read) {
        Function<CachedCollection<Document>, Object> reading = Objects.requireNonNull(READS.get(read));
        Object before = reading.apply(shop);
        open.commands.clear();
        assertThat(reading.apply(shop)).as("the second read").isEqualTo(before);
        assertThat(open.commands.names()).as("the second read").isEmpty();
    }

    /** Those of the read; its result is right. */
    private List<String> commandsOfReadAfter(String write, String read) {
        Function<CachedCollection<Document>, Object> reading = Objects.requireNonNull(READS.get(read));
        Objects.requireNonNull(WRITES.get(write)).accept(shop);
        open.commands.clear();
        Object after = reading.apply(shop);
        List<String> commands = open.commands.names().stream()
                .filter(name -> !name.equals("listCollections"))
                .toList();
        assertThat(after).isEqualTo(reading.apply(shop.noCache()));
        return commands;
    }
}
