package dev.meerkat.proxy;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoNamespace;
import com.mongodb.MongoWriteException;
import com.mongodb.WriteConcern;
import com.mongodb.client.AggregateIterable;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.UpdateManyModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.WriteModel;
import dev.meerkat.cache.ClusterTime;
import dev.meerkat.cache.Dependencies;
import dev.meerkat.cache.Namespace;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.DocumentCodec;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way to write, with a session and without: the same process sees it at once, and no more is forgotten than need be. */
class WritesTest {

    private static final String NAME = "things";

    private final OpenCache open = new OpenCache();
    private CachedCollection<Document> things = open.wrapped(NAME);
    private final Namespace namespace = new Namespace(open.database, NAME);

    @BeforeEach
    void fill() {
        open.plain(NAME).insertMany(List.of(thing(1), thing(2), thing(3)));
    }

    @AfterEach
    void close() {
        open.close();
    }

    private static Document thing(int id) {
        return new Document("_id", id).append("n", id);
    }

    static Stream<Method> writes() {
        OperationTable table = Objects.requireNonNull(OperationTable.of(MongoCollection.class));
        return Arrays.stream(MongoCollection.class.getMethods())
                .filter(method -> table.find(method) instanceof Operation.Write);
    }

    /** Arguments of the right types that change the document 1, or the collection itself. */
    private Object[] arguments(Method method, ClientSession session) throws ReflectiveOperationException {
        List<Object> arguments = new ArrayList<>();
        boolean filterGiven = false;
        for (Class<?> type : method.getParameterTypes()) {
            if (type == ClientSession.class) {
                arguments.add(session);
            } else if (type == Bson.class) {
                arguments.add(filterGiven ? inc("n", 100) : eq("_id", 1));
                filterGiven = true;
            } else if (type == Object.class) {
                arguments.add(filterGiven ? new Document("n", 100) : thing(100));
            } else if (type == List.class) {
                arguments.add(list(method.getName()));
            } else if (type == MongoNamespace.class) {
                arguments.add(new MongoNamespace(open.database, "renamed"));
            } else {
                arguments.add(type.getConstructor().newInstance());
            }
        }
        return arguments.toArray();
    }

    private static List<?> list(String method) {
        return switch (method) {
            case "insertMany" -> List.of(thing(100), thing(101));
            case "bulkWrite" ->
                List.of(
                        new InsertOneModel<>(thing(100)),
                        new UpdateOneModel<>(eq("_id", 1), inc("n", 100)),
                        new DeleteOneModel<>(eq("_id", 1)));
            default -> List.of(Aggregates.set(new com.mongodb.client.model.Field<>("n", 100)));
        };
    }

    private List<Object> everything(CachedCollection<Document> collection) {
        return List.of(
                collection.find().into(new ArrayList<>()),
                collection.findById(1),
                collection.findById(100),
                collection.countDocuments(),
                collection.distinct("n", Integer.class).into(new ArrayList<>()));
    }

    @ParameterizedTest
    @MethodSource("writes")
    void isReadBackAtOnce(Method write) throws ReflectiveOperationException {
        List<Object> before = everything(things);
        things.findById(3);
        assertHit(before, () -> everything(things));
        try (ClientSession session = open.client.startSession()) {
            write.invoke(things, arguments(write, session));
        }
        assertThat(everything(things)).isEqualTo(everything(things.noCache())).isNotEqualTo(before);

        open.commands.clear();
        things.findById(3);
        boolean known = !write.getName().equals("drop") && !write.getName().equals("renameCollection");
        assertThat(open.commands.sent().isEmpty())
                .as("the other document's entry stays")
                .isEqualTo(known);
    }

    /** The same again, without a word to MongoDB: what follows would be stale if nothing were raised. */
    private void assertHit(Object expected, Supplier<?> read) {
        open.commands.clear();
        assertThat(read.get()).isEqualTo(expected);
        assertThat(open.commands.sent()).isEmpty();
    }

    @Test
    void aRenameIsSeenUnderBothNames() {
        CachedCollection<Document> renamed = open.proxies.wrap(open.plain("renamed"));
        open.client.getDatabase(open.database).createCollection("renamed");
        assertThat(renamed.findById(1)).isEmpty();
        renamed.drop();
        things.findById(1);
        things.renameCollection(new MongoNamespace(open.database, "renamed"));
        assertThat(things.findById(1)).isEmpty();
        assertThat(renamed.findById(1)).contains(thing(1));
    }

    @Test
    void aFilterThatNamesNoIdForgetsTheWholeNamespace() {
        things.findById(3);
        things.updateOne(gt("n", 2), set("n", 7));
        assertThat(things.findById(3)).contains(new Document("_id", 3).append("n", 7));
        assertThat(raised(Dependencies.existence(namespace))).isTrue();
    }

    @Test
    void anUpsertedIdIsRaisedToo() {
        assertThat(things.findById(55)).isEmpty();
        assertHit(Optional.empty(), () -> things.findById(55));
        things.replaceOne(eq("_id", 55), new Document("n", 5), new ReplaceOptions().upsert(true));
        assertThat(things.findById(55)).isPresent();
        things.findById(77);
        things.updateOne(eq("n", 777), set("_id", 77), new UpdateOptions().upsert(true));
        assertThat(things.findById(77)).isPresent();
    }

    @Test
    void anUpsertByFindOneAndUpdateIsSeen() {
        assertThat(things.findById(55)).isEmpty();
        assertHit(Optional.empty(), () -> things.findById(55));
        assertThat(things.findOneAndUpdate(eq("_id", 55), set("n", 5), new FindOneAndUpdateOptions().upsert(true)))
                .isNull();
        assertThat(things.findById(55)).contains(new Document("_id", 55).append("n", 5));
        assertThat(raised(Dependencies.existence(namespace))).isFalse();
    }

    /** It may have changed what the filter doesn't name. */
    @Test
    void anUpdateOneOfABulkThatNamesNoIdIsTheWholeNamespace() {
        Optional<Document> before = things.findById(3);
        assertHit(before, () -> things.findById(3));
        things.bulkWrite(List.of(new UpdateOneModel<>(eq("n", 3), set("n", 9))));
        assertThat(things.findById(3)).contains(new Document("_id", 3).append("n", 9));
    }

    @Test
    void equalNumbersAreOneId() {
        Optional<Document> before = things.findById(3);
        assertHit(before, () -> things.findById(3));
        things.updateOne(eq("_id", 3.0), set("n", 8));
        assertThat(things.findById(3)).contains(new Document("_id", 3).append("n", 8));
        things.updateOne(eq("_id", 3L), set("n", 7));
        assertThat(things.findById(3)).contains(new Document("_id", 3).append("n", 7));
    }

    @Test
    void indexesComeAndGoAndResultsStay() {
        List<Object> before = everything(things);
        things.createIndex(Indexes.ascending("n"));
        assertThat(things.listIndexes().into(new ArrayList<>())).hasSize(2);
        assertHit(before, () -> everything(things));
        things.dropIndex("n_1");
        assertThat(things.listIndexes().into(new ArrayList<>())).hasSize(1);
        assertHit(before, () -> everything(things));
        things.createIndexes(List.of(new IndexModel(Indexes.ascending("n"))));
        things.dropIndexes();
        assertThat(things.listIndexes().into(new ArrayList<>())).hasSize(1);
        assertHit(before, () -> everything(things));
    }

    @Test
    void aWriteWithTheCallersSessionIsRaisedAtItsOperationTime() {
        try (ClientSession session = open.client.startSession()) {
            things.insertOne(session, thing(100));
            assertThat(open.invalidations.latest(Dependencies.queries(List.of(namespace))))
                    .isEqualTo(ClusterTime.of(Objects.requireNonNull(session.getOperationTime())));
        }
    }

    @Test
    void aBulkThatFailsHalfWayHasChangedWhatItHas() {
        List<Object> before = everything(things);
        assertHit(before, () -> everything(things));
        List<WriteModel<Document>> models = List.of(
                new UpdateOneModel<>(eq("_id", 1), set("n", 42)),
                new InsertOneModel<>(thing(100)),
                new InsertOneModel<>(thing(2)),
                new InsertOneModel<>(thing(101)));
        assertThatThrownBy(() -> things.bulkWrite(models)).isInstanceOf(MongoBulkWriteException.class);
        assertThat(things.findById(1)).contains(new Document("_id", 1).append("n", 42));
        assertThat(things.findById(100)).isPresent();
        assertThat(everything(things)).isEqualTo(everything(things.noCache()));
        assertThat(raised(Dependencies.existence(namespace)))
                .as("all ids were known")
                .isFalse();
    }

    @Test
    void anInsertThatFailsHalfWayHasInsertedWhatItHas() {
        List<Object> before = everything(things);
        assertHit(before, () -> everything(things));
        assertThatThrownBy(() -> things.insertMany(List.of(thing(100), thing(1), thing(101))))
                .isInstanceOf(MongoBulkWriteException.class);
        assertThat(things.findById(100)).isPresent();
        assertThat(everything(things)).isEqualTo(everything(things.noCache()));
    }

    @Test
    void aWriteErrorIsTheDriversOwn() {
        Throwable direct = catchThrowable(() -> open.plain(NAME).insertOne(thing(1)));
        Throwable through = catchThrowable(() -> things.insertOne(thing(1)));
        assertThat(through)
                .isExactlyInstanceOf(MongoWriteException.class)
                .hasSameClassAs(direct)
                .hasMessage(direct.getMessage());
        assertThat(catchThrowable(() -> things.insertOne(null)))
                .hasSameClassAs(catchThrowable(() -> open.plain(NAME).insertOne(null)));
    }

    @Test
    void whatDoesNotReachMongoDbRaisesNothing() {
        assertThatThrownBy(() -> things.insertOne(new Document("x", new Object())))
                .isInstanceOf(org.bson.codecs.configuration.CodecConfigurationException.class);
        assertThat(raised(Dependencies.queries(List.of(namespace)))).isFalse();
    }

    @Test
    void anUnacknowledgedWriteGoesWithoutASession() {
        CachedCollection<Document> careless = things.withWriteConcern(WriteConcern.UNACKNOWLEDGED);
        Optional<Document> none = things.findById(100);
        assertHit(none, () -> things.findById(100));
        assertThat(careless.insertOne(thing(100)).wasAcknowledged()).isFalse();
        await().until(() -> open.plain(NAME).find(eq("_id", 100)).first() != null);
        assertHit(none, () -> things.findById(100)); // its change event, which nobody follows here, would raise it
        assertThat(raised(Dependencies.queries(List.of(namespace)))).isFalse();
    }

    @Test
    void aRawDocumentsIdIsFoundInIt() {
        CachedCollection<RawBsonDocument> raw = things.withDocumentClass(RawBsonDocument.class);
        assertThat(things.findById(100)).isEmpty();
        raw.insertOne(new RawBsonDocument(thing(100), new DocumentCodec()));
        assertThat(things.findById(100)).isPresent();
        assertThat(raised(Dependencies.existence(namespace))).isFalse();
    }

    @Test
    void tooManyIdsAreTheWholeNamespace() {
        things.insertMany(IntStream.range(1000, 1000 + WriteEffects.MAX_DOCUMENTS)
                .mapToObj(WritesTest::thing)
                .toList());
        assertThat(raised(Dependencies.existence(namespace))).isFalse();
        things.insertMany(IntStream.range(5000, 5001 + WriteEffects.MAX_DOCUMENTS)
                .mapToObj(WritesTest::thing)
                .toList());
        assertThat(raised(Dependencies.existence(namespace))).isTrue();
    }

    @Test
    void anUpdateOfManyInABulkIsTheWholeNamespace() {
        things.findById(3);
        things.bulkWrite(List.of(new UpdateManyModel<>(Filters.empty(), set("n", 9))));
        assertThat(things.findById(3)).contains(new Document("_id", 3).append("n", 9));
    }

    @Test
    void anAggregationThatWritesIsAWriteToItsTarget() {
        CachedCollection<Document> target = open.wrapped("target");
        assertThat(target.find().into(new ArrayList<>())).isEmpty();
        List<Document> written =
                things.aggregate(List.of(Aggregates.out("target"))).into(new ArrayList<>());
        assertThat(written).hasSize(3);
        assertThat(target.find().into(new ArrayList<>())).hasSize(3);
        open.plain(NAME).insertOne(thing(4));
        things.aggregate(List.of(Aggregates.out("target"))).toCollection();
        assertThat(target.find().into(new ArrayList<>())).hasSize(4);
        open.plain(NAME).insertOne(thing(5));
        assertThat(things.aggregate(List.of(Aggregates.out("target"))).first()).isNotNull();
        assertThat(target.find().into(new ArrayList<>())).hasSize(5);
        try (ClientSession session = open.client.startSession()) {
            open.plain(NAME).insertOne(thing(6));
            things.aggregate(session, List.of(Aggregates.out("target"))).toCollection();
            assertThat(target.find().into(new ArrayList<>())).hasSize(6);
        }
    }

    static Stream<Consumer<AggregateIterable<Document>>> ends() {
        return Stream.of(
                AggregateIterable::toCollection,
                AggregateIterable::first,
                aggregate -> aggregate.into(new ArrayList<>()),
                aggregate -> aggregate.forEach(document -> {}),
                aggregate -> aggregate.map(Document::toJson).into(new ArrayList<>()),
                aggregate -> aggregate.iterator().close());
    }

    @ParameterizedTest
    @MethodSource("ends")
    void anAggregationThatWritesRunsOnceAndIsSeenAtOnce(Consumer<AggregateIterable<Document>> end) {
        CachedCollection<Document> target = open.wrapped("target");
        int size = 0;
        for (Document last : List.of(new Document("$merge", "target"), new Document("$out", "target"))) {
            List<Document> before = target.find().into(new ArrayList<>());
            assertHit(before, () -> target.find().into(new ArrayList<>()));
            assertHit(before, () -> target.find().into(new ArrayList<>()));
            open.plain(NAME).insertOne(thing(200 + size));
            open.commands.clear();
            end.accept(things.aggregate(List.of(last)));
            assertThat(open.commands.names().stream().filter("aggregate"::equals))
                    .hasSize(1);
            assertThat(target.find().into(new ArrayList<>())).hasSizeGreaterThan(before.size());
            size = before.size() + 1;
        }
    }

    @Test
    void anAggregationThatWritesIsNotRunByAsking() {
        CachedCollection<Document> target = open.wrapped("target");
        AggregateIterable<Document> aggregate = things.aggregate(List.of(new Document("$out", "target")));
        assertThat(aggregate.allowDiskUse(true).batchSize(3)).isSameAs(aggregate);
        assertThat(open.commands.sent()).isEmpty();
        assertThat(target.countDocuments()).isZero();
    }

    @Test
    void aReadThatStartedBeforeAWriteIsNotServedAfterIt() {
        assertThat(things.findById(1)).isPresent();
        things.deleteOne(eq("_id", 1));
        assertThat(things.findById(1)).isEmpty();
        open.commands.clear();
        assertThat(things.findById(1)).isEmpty();
        assertThat(open.commands.sent()).isEmpty();
    }

    private boolean raised(Dependencies dependencies) {
        return ClusterTime.isAfter(open.invalidations.latest(dependencies), ClusterTime.NONE);
    }
}
