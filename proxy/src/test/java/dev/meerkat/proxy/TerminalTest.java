package dev.meerkat.proxy;

import static com.mongodb.client.model.Filters.gt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoIterable;
import com.mongodb.client.model.Aggregates;
import dev.meerkat.cache.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way to end a read, on every iterable: the second time sends nothing. */
class TerminalTest {

    private final OpenCache open = new OpenCache();

    @AfterEach
    void close() {
        open.close();
    }

    private static Map<String, Function<CachedCollection<Document>, MongoIterable<Document>>> iterables() {
        Map<String, Function<CachedCollection<Document>, MongoIterable<Document>>> iterables = new LinkedHashMap<>();
        iterables.put("find", c -> c.find(gt("n", 1)));
        iterables.put("aggregate", c -> c.aggregate(List.of(Aggregates.match(gt("n", 1)))));
        iterables.put("distinct", c -> c.distinct("inner", Document.class));
        iterables.put("mapped", c -> c.find(gt("n", 1)).map(Document::new));
        iterables.put("mapped twice", c -> c.find(gt("n", 1)).map(Document::new).map(Document::new));
        return iterables;
    }

    private static Map<String, Function<MongoIterable<Document>, Object>> terminals() {
        Map<String, Function<MongoIterable<Document>, Object>> terminals = new LinkedHashMap<>();
        terminals.put("iterator()", iterable -> drained(iterable.iterator()));
        terminals.put("cursor()", iterable -> drained(iterable.cursor()));
        terminals.put("first()", iterable -> Objects.requireNonNull(iterable.first()));
        terminals.put("into(Collection)", iterable -> iterable.into(new ArrayList<>()));
        terminals.put("forEach(Consumer)", iterable -> {
            List<Document> seen = new ArrayList<>();
            iterable.forEach(seen::add);
            return seen;
        });
        terminals.put(
                "spliterator()",
                iterable -> StreamSupport.stream(iterable.spliterator(), false).toList());
        terminals.put(
                "map(Function)", iterable -> iterable.map(Document::toJson).into(new ArrayList<>()));
        return terminals;
    }

    private static List<Document> drained(MongoCursor<Document> cursor) {
        List<Document> documents = new ArrayList<>();
        try (cursor) {
            for (Document next = cursor.tryNext(); next != null; next = cursor.tryNext()) {
                documents.add(next);
            }
        }
        return documents;
    }

    static Stream<Arguments> ways() {
        return iterables().keySet().stream()
                .flatMap(iterable -> terminals().keySet().stream().map(end -> Arguments.of(iterable, end)));
    }

    @Test
    void everyEndOfTheTableIsTriedHere() {
        OperationTable table = Objects.requireNonNull(OperationTable.of(MongoIterable.class));
        assertThat(terminals().keySet())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(MongoIterable.class.getMethods())
                        .filter(method -> table.find(method) instanceof Operation.Read)
                        .map(OperationTable::signature)
                        .distinct()
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("ways")
    void secondReadSendsNothing(String iterable, String end) {
        CachedCollection<Document> things = open.wrapped("things");
        for (int i = 0; i < 5; i++) {
            open.plain("things").insertOne(new Document("_id", i).append("n", i).append("inner", new Document("n", i)));
        }
        Function<CachedCollection<Document>, Object> read = Objects.requireNonNull(
                        iterables().get(iterable))
                .andThen(Objects.requireNonNull(terminals().get(end)));
        Object direct = read.apply(things.noCache());
        assertThat(read.apply(things)).isEqualTo(direct);
        open.commands.clear();

        assertThat(read.apply(things)).isEqualTo(direct);

        assertThat(open.commands.sent()).isEmpty();
        assertThat(open.reads(Outcome.Tier.FILLED)).isEqualTo(1);
        assertThat(open.reads(Outcome.Tier.NEAR)).isEqualTo(1);
    }

    @Test
    void aCursorOverCachedResultsBehavesAsTheDrivers() {
        CachedCollection<Document> things = open.wrapped("things");
        open.plain("things").insertMany(List.of(new Document("_id", 1), new Document("_id", 2)));
        things.find().into(new ArrayList<>());
        MongoCursor<Document> cached = things.find().cursor();
        MongoCursor<Document> drivers = open.plain("things").find().cursor();

        assertThat(cached.available()).isEqualTo(drivers.available()).isEqualTo(2);
        assertThat(cached.getServerCursor())
                .isEqualTo(drivers.getServerCursor())
                .isNull();
        assertThat(cached.getServerAddress()).isEqualTo(drivers.getServerAddress());
        assertThat(cached.next()).isEqualTo(drivers.next());
        assertThat(cached.next()).isEqualTo(drivers.next());
        assertSameFailure(cached::next, drivers::next);
        assertThat(cached.tryNext()).isEqualTo(drivers.tryNext()).isNull();
        assertSameFailure(cached::remove, drivers::remove);
        cached.close();
        drivers.close();
        assertSameFailure(
                () -> assertThat(cached.hasNext()).isNull(),
                () -> assertThat(drivers.hasNext()).isNull());
        assertSameFailure(cached::next, drivers::next);
        assertSameFailure(cached::tryNext, drivers::tryNext);
        assertSameFailure(cached::getServerAddress, drivers::getServerAddress);
        assertSameFailure(cached::getServerCursor, drivers::getServerCursor);
        cached.close();
    }

    private static void assertSameFailure(ThrowingCallable ours, ThrowingCallable drivers) {
        Throwable expected = catchThrowable(drivers);
        assertThat(expected).isNotNull().isNotInstanceOf(AssertionError.class);
        assertThat(catchThrowable(ours)).hasSameClassAs(expected).hasMessage(expected.getMessage());
    }
}
