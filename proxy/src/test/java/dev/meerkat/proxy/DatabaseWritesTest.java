package dev.meerkat.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoCommandException;
import com.mongodb.WriteConcern;
import com.mongodb.client.AggregateIterable;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.CreateCollectionOptions;
import dev.meerkat.cache.BypassReason;
import dev.meerkat.cache.CacheSwitch;
import dev.meerkat.cache.Dependencies;
import dev.meerkat.cache.Namespace;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a wrapped database writes by itself is seen at once in this process, through whatever handle. */
class DatabaseWritesTest {

    private final OpenCache open = new OpenCache();
    private final CachedDatabase database = open.proxies.wrap(open.client.getDatabase(open.database));
    private final CachedCollection<Document> things = database.getCollection("things");
    private final CachedCollection<Document> target = database.getCollection("target");

    @BeforeEach
    void fill() {
        open.plain("things").insertMany(List.of(new Document("_id", 1), new Document("_id", 2)));
        open.plain("target").insertOne(new Document("_id", 1));
        assertHit(things, 2);
        assertHit(target, 1);
    }

    @AfterEach
    void close() {
        open.close();
    }

    private void assertHit(CachedCollection<Document> collection, int size) {
        assertThat(collection.find().into(new ArrayList<>())).hasSize(size);
        open.commands.clear();
        assertThat(collection.find().into(new ArrayList<>())).hasSize(size);
        assertThat(open.commands.sent()).isEmpty();
    }

    static Stream<Method> writes() {
        OperationTable table = Objects.requireNonNull(OperationTable.of(MongoDatabase.class));
        return Arrays.stream(MongoDatabase.class.getMethods())
                .filter(method ->
                        table.find(method) instanceof Operation.Write write && write.kind() != WriteKind.COMMAND);
    }

    /** The driver's own word about them is not asked for: the embedded server has no views. */
    @ParameterizedTest
    @MethodSource("writes")
    void isToldToTheCacheBeforeItReturns(Method write) throws ReflectiveOperationException {
        try (ClientSession session = open.client.startSession()) {
            List<Object> arguments = new ArrayList<>();
            for (Class<?> type : write.getParameterTypes()) {
                arguments.add(
                        type == ClientSession.class
                                ? session
                                : type == String.class
                                        ? "things"
                                        : type == List.class
                                                ? List.of()
                                                : type.getConstructor().newInstance());
            }
            write.invoke(database, arguments.toArray());
        } catch (InvocationTargetException refused) {
            assertThat(refused.getCause()).isInstanceOf(MongoCommandException.class);
        }
        open.commands.clear();
        List<Document> left = things.find().into(new ArrayList<>());
        assertThat(open.commands.names()).contains("find");
        assertThat(left).hasSize(write.getName().equals("drop") ? 0 : 2);
        open.commands.clear();
        target.find().into(new ArrayList<>());
        assertThat(open.commands.names().contains("find"))
                .as("the other collection is asked for again")
                .isEqualTo(write.getName().equals("drop"));
    }

    @Test
    void aCollectionThatWasMissingIsCachedOnceItIsCreated() {
        CachedCollection<Document> missing = database.getCollection("missing");
        missing.find().first();
        assertThat(open.bypasses(BypassReason.NAMESPACE)).isEqualTo(1);
        database.createCollection("missing");
        assertHit(missing, 0);
        CachedCollection<Document> capped = database.getCollection("capped");
        database.createCollection(
                "capped", new CreateCollectionOptions().capped(true).sizeInBytes(4096));
        capped.find().first();
        assertThat(open.bypasses(BypassReason.NAMESPACE)).isEqualTo(2);
    }

    @Test
    void anUnacknowledgedDropGoesWithoutASession() {
        database.withWriteConcern(WriteConcern.UNACKNOWLEDGED).drop();
        await().until(() -> open.plain("things").countDocuments() == 0);
        assertThat(open.invalidations.latest(Dependencies.existence(new Namespace(open.database, "things"))))
                .isZero();
    }

    @Test
    void offItGoesStraight() {
        HandleProxies off = new HandleProxies(open.cache, new CacheSwitch(false), OpenCache.OPTIONS, client -> {});
        CachedDatabase straight = off.wrap(open.client.getDatabase(open.database));
        long before = open.cache.statistics().invalidations();
        straight.runCommand(Document.parse("{insert: 'things', documents: [{_id: 3}]}"));
        straight.createCollection("more");
        assertThat(catchThrowable(() -> straight.createCollection("more"))).isInstanceOf(MongoCommandException.class);
        assertThat(straight.getCollection("things").find()).hasSize(3);
        assertThat(straight.aggregate(List.of(Document.parse("{$documents: []}"), Document.parse("{$out: 'x'}"))))
                .isNotNull();
        straight.drop();
        assertThat(straight.getCollection("things").find()).isEmpty();
        assertThat(open.cache.statistics().invalidations()).isEqualTo(before);
    }

    static Stream<Consumer<AggregateIterable<Document>>> ends() {
        return Stream.of(
                AggregateIterable::toCollection,
                AggregateIterable::first,
                aggregate -> aggregate.into(new ArrayList<>()),
                aggregate -> aggregate.batchSize(2).iterator().close());
    }

    /** The embedded server runs none over a database; its time, of the write before, comes with the error. */
    @ParameterizedTest
    @MethodSource("ends")
    void anAggregationThatWritesIsToldOfItsTarget(Consumer<AggregateIterable<Document>> end) {
        List<Document> from = List.of(new Document("$documents", List.of(new Document("_id", 5))));
        for (String last : List.of("{$out: 'target'}", "{$merge: {into: {db: '<db>', coll: 'target'}}}")) {
            List<Document> pipeline = new ArrayList<>(from);
            pipeline.add(Document.parse(last.replace("<db>", open.database)));
            AggregateIterable<Document> aggregate = database.aggregate(pipeline);
            assertHit(target, 1);
            open.plain("clock").insertOne(new Document());
            Throwable through = catchThrowable(() -> end.accept(aggregate));
            Throwable direct = catchThrowable(
                    () -> end.accept(open.client.getDatabase(open.database).aggregate(pipeline)));
            assertThat(Objects.toString(through)).isEqualTo(Objects.toString(direct));
            open.commands.clear();
            target.find().into(new ArrayList<>());
            assertThat(open.commands.names()).contains("find");
            open.commands.clear();
            things.find().into(new ArrayList<>());
            assertThat(open.commands.sent()).isEmpty();
        }
    }
}
