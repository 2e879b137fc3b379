package dev.meerkat.proxy;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ExplainVerbosity;
import com.mongodb.MongoException;
import com.mongodb.ReadConcern;
import com.mongodb.client.AggregateIterable;
import com.mongodb.client.ClientSession;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCluster;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.CountOptions;
import com.mongodb.client.model.CreateCollectionOptions;
import com.mongodb.client.model.EstimatedDocumentCountOptions;
import dev.meerkat.cache.BypassReason;
import dev.meerkat.cache.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.implementation.MethodCall;
import net.bytebuddy.matcher.ElementMatchers;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every read that is never cached: it is sent each time, and counted under its reason. */
class BypassTest {

    private final OpenCache open = new OpenCache();
    private CachedCollection<Document> things = open.wrapped("things");

    @BeforeEach
    void fill() {
        open.plain("things").insertOne(new Document("_id", 1).append("n", 1));
        open.commands.clear();
    }

    @AfterEach
    void close() {
        open.close();
    }

    record Case(String name, BypassReason reason, Consumer<CachedCollection<Document>> read) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        Document one = new Document("_id", 1);
        Document natural = new Document("$natural", 1);
        List<Case> cases = new ArrayList<>();
        cases.add(new Case(
                "noCache", BypassReason.NO_CACHE, c -> c.noCache().find().first()));
        cases.add(new Case("noCache id", BypassReason.NO_CACHE, c -> c.noCache().findById(1)));
        cases.add(new Case(
                "noCache count", BypassReason.NO_CACHE, c -> c.noCache().countDocuments()));
        cases.add(new Case(
                "find noCache", BypassReason.NO_CACHE, c -> c.find().noCache().first()));
        cases.add(new Case("hint", BypassReason.HINT, c -> c.find().hint(one).first()));
        cases.add(new Case(
                "hintString",
                BypassReason.HINT,
                c -> c.find().hintString("_id_").first()));
        cases.add(new Case(
                "count hint", BypassReason.HINT, c -> c.countDocuments(eq("n", 1), new CountOptions().hint(one))));
        cases.add(new Case(
                "aggregate hint",
                BypassReason.HINT,
                c -> c.aggregate(List.of()).hint(one).first()));
        cases.add(new Case(
                "partial", BypassReason.QUERY, c -> c.find().partial(true).first()));
        cases.add(new Case(
                "natural", BypassReason.QUERY, c -> c.find().sort(natural).first()));
        cases.add(new Case(
                "now",
                BypassReason.QUERY,
                c -> c.aggregate(List.of(Aggregates.project(new Document("now", "$$NOW"))))
                        .first()));
        cases.add(new Case("estimate", BypassReason.OPERATION, CachedCollection::estimatedDocumentCount));
        cases.add(new Case(
                "estimate with options",
                BypassReason.OPERATION,
                c -> c.estimatedDocumentCount(new EstimatedDocumentCountOptions())));
        cases.add(new Case(
                "linearizable",
                BypassReason.READ_CONCERN,
                c -> c.withReadConcern(ReadConcern.LINEARIZABLE).find().first()));
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isSentEachTimeAndCounted(Case bypass) {
        bypass.read().accept(things);
        open.commands.clear();
        bypass.read().accept(things);
        assertThat(open.commands.sent()).hasSize(1);
        assertThat(open.bypasses(bypass.reason())).isEqualTo(2);
        assertThat(open.reads(Outcome.Tier.FILLED)).isZero();
    }

    @Test
    void everyReadWithASessionIsSent() {
        Map<String, Consumer<ClientSession>> reads = new LinkedHashMap<>();
        reads.put("find(ClientSession)", s -> things.find(s).first());
        reads.put(
                "find(ClientSession,Class)", s -> things.find(s, Document.class).first());
        reads.put("find(ClientSession,Bson)", s -> things.find(s, eq("_id", 1)).into(new ArrayList<>()));
        reads.put(
                "find(ClientSession,Bson,Class)",
                s -> things.find(s, eq("_id", 1), Document.class).first());
        reads.put(
                "aggregate(ClientSession,List)",
                s -> things.aggregate(s, List.of()).first());
        reads.put(
                "aggregate(ClientSession,List,Class)",
                s -> things.aggregate(s, List.of(), Document.class).first());
        reads.put(
                "distinct(ClientSession,String,Class)",
                s -> things.distinct(s, "n", Integer.class).first());
        reads.put(
                "distinct(ClientSession,String,Bson,Class)",
                s -> things.distinct(s, "n", eq("n", 1), Integer.class).first());
        reads.put("countDocuments(ClientSession)", things::countDocuments);
        reads.put("countDocuments(ClientSession,Bson)", s -> things.countDocuments(s, eq("n", 1)));
        reads.put(
                "countDocuments(ClientSession,Bson,CountOptions)",
                s -> things.countDocuments(s, eq("n", 1), new CountOptions()));
        OperationTable table = Objects.requireNonNull(OperationTable.of(com.mongodb.client.MongoCollection.class));
        assertThat(reads.keySet())
                .containsExactlyInAnyOrderElementsOf(table.all().entrySet().stream()
                        .filter(entry -> entry.getValue().equals(new Operation.Bypass(BypassReason.SESSION)))
                        .map(Map.Entry::getKey)
                        .toList());
        try (ClientSession session = open.client.startSession()) {
            reads.forEach((name, read) -> {
                read.accept(session);
                open.commands.clear();
                read.accept(session);
                assertThat(open.commands.sent()).as(name).hasSize(1);
            });
        }
        assertThat(open.bypasses(BypassReason.SESSION)).isEqualTo(2L * reads.size());
    }

    /** What is never cached whatever its arguments, on the collection and on what it hands out. */
    @SuppressWarnings("deprecation")
    private Map<String, Runnable> neverCached(ClientSession session) {
        Map<String, Runnable> calls = new LinkedHashMap<>();
        calls.put("MongoCollection.estimatedDocumentCount()", () -> things.estimatedDocumentCount());
        calls.put(
                "MongoCollection.estimatedDocumentCount(EstimatedDocumentCountOptions)",
                () -> things.estimatedDocumentCount(new EstimatedDocumentCountOptions()));
        calls.put(
                "MongoCollection.mapReduce(String,String)",
                () -> things.mapReduce("m", "r").first());
        calls.put(
                "MongoCollection.mapReduce(String,String,Class)",
                () -> things.mapReduce("m", "r", Document.class).into(new ArrayList<>()));
        calls.put(
                "MongoCollection.mapReduce(ClientSession,String,String)",
                () -> things.mapReduce(session, "m", "r").first());
        calls.put(
                "MongoCollection.mapReduce(ClientSession,String,String,Class)",
                () -> things.mapReduce(session, "m", "r", Document.class).first());
        CachedDatabase database = open.proxies.wrap(open.client.getDatabase(open.database));
        List<Document> documents = List.of(new Document("$documents", List.of(new Document("n", 1))));
        calls.put(
                "MongoDatabase.aggregate(List)",
                () -> database.aggregate(documents).first());
        calls.put(
                "MongoDatabase.aggregate(List,Class)",
                () -> database.aggregate(documents, RawBsonDocument.class).into(new ArrayList<>()));
        calls.put(
                "MongoDatabase.aggregate(ClientSession,List)",
                () -> database.aggregate(session, documents).first());
        calls.put(
                "MongoDatabase.aggregate(ClientSession,List,Class)",
                () -> database.aggregate(session, documents, RawBsonDocument.class)
                        .first());
        FindIterable<Document> find = things.find();
        calls.put("FindIterable.explain()", find::explain);
        calls.put("FindIterable.explain(ExplainVerbosity)", () -> find.explain(ExplainVerbosity.QUERY_PLANNER));
        calls.put("FindIterable.explain(Class)", () -> find.explain(Document.class));
        calls.put(
                "FindIterable.explain(Class,ExplainVerbosity)",
                () -> find.explain(Document.class, ExplainVerbosity.QUERY_PLANNER));
        AggregateIterable<Document> aggregate = things.aggregate(List.of());
        calls.put("AggregateIterable.explain()", aggregate::explain);
        calls.put(
                "AggregateIterable.explain(ExplainVerbosity)", () -> aggregate.explain(ExplainVerbosity.QUERY_PLANNER));
        calls.put("AggregateIterable.explain(Class)", () -> aggregate.explain(Document.class));
        calls.put(
                "AggregateIterable.explain(Class,ExplainVerbosity)",
                () -> aggregate.explain(Document.class, ExplainVerbosity.QUERY_PLANNER));
        return calls;
    }

    @Test
    void whatIsNeverCachedIsSentEachTime() {
        try (ClientSession session = open.client.startSession()) {
            Map<String, Runnable> calls = neverCached(session);
            assertThat(calls.keySet())
                    .containsExactlyInAnyOrderElementsOf(OperationTableTest.interfaces()
                            .flatMap(type -> Objects.requireNonNull(OperationTable.of(type)).all().entrySet().stream()
                                    .filter(entry ->
                                            entry.getValue().equals(new Operation.Bypass(BypassReason.OPERATION)))
                                    .map(entry -> type.getSimpleName() + "." + entry.getKey()))
                            .toList());
            calls.forEach((name, call) -> {
                long before = open.bypasses(BypassReason.OPERATION);
                for (int i = 1; i <= 2; i++) {
                    open.commands.clear();
                    attempt(call);
                    assertThat(open.commands.sent()).as(name).hasSize(1);
                    assertThat(open.bypasses(BypassReason.OPERATION)).as(name).isEqualTo(before + i);
                }
            });
        }
    }

    /** The embedded server explains nothing and runs no code: it says so in an error. */
    private static void attempt(Runnable call) {
        try {
            call.run();
        } catch (MongoException refused) {
            assertThat(refused).isNotNull();
        }
    }

    @Test
    void nothingIsServedWhileTheGateIsShut() {
        try (OpenCache shut = new OpenCache(false)) {
            CachedCollection<Document> collection = shut.wrapped("things");
            collection.insertOne(new Document("_id", 1));
            shut.commands.clear();
            assertThat(collection.findById(1)).isPresent();
            assertThat(collection.find().into(new ArrayList<>())).hasSize(1);
            assertThat(shut.commands.names()).containsExactly("find", "find");
            assertThat(shut.bypasses(BypassReason.GATE_SHUT)).isEqualTo(2);
        }
    }

    /** Not even by a hit on what a client that doesn't encrypt has read. */
    @Test
    void aClientThatEncryptsIsNotCached() throws ReflectiveOperationException {
        CachedCollection<Document> encrypted = open.proxies.wrap(open.plain("things"), encrypting(open.client));
        things.findById(1);
        things.findById(1);
        assertThat(open.reads(Outcome.Tier.NEAR)).isEqualTo(1);
        open.commands.clear();
        assertThat(encrypted.findById(1)).isPresent();
        assertThat(encrypted.findById(1)).isPresent();
        assertThat(open.commands.names()).containsExactly("find", "find");
        assertThat(open.bypasses(BypassReason.ENCRYPTED)).isEqualTo(2);
    }

    /** Looks to the proxy like a client with automatic encryption, whose library is not here. */
    private static MongoCluster encrypting(MongoClient client) throws ReflectiveOperationException {
        String field = "autoEncryptionSettings";
        Class<? extends MongoCluster> type = new ByteBuddy()
                .subclass(MongoCluster.class)
                .defineField(field, Object.class, Visibility.PUBLIC)
                .method(ElementMatchers.isAbstract())
                .intercept(MethodCall.invokeSelf().on(client).withAllArguments())
                .make()
                .load(BypassTest.class.getClassLoader())
                .getLoaded();
        MongoCluster encrypting = type.getConstructor().newInstance();
        type.getField(field).set(encrypting, "settings");
        return encrypting;
    }

    @Test
    void aMissingCollectionIsNoEvidence() {
        CachedCollection<Document> missing = open.proxies.wrap(open.plain("missing"));
        assertThat(missing.findById(1)).isEmpty();
        assertThat(missing.findById(1)).isEmpty();
        assertThat(open.bypasses(BypassReason.NAMESPACE)).isEqualTo(2);
        missing.insertOne(new Document("_id", 1));
        assertThat(missing.findById(1)).isPresent();
        open.commands.clear();
        assertThat(missing.findById(1)).isPresent();
        assertThat(open.commands.sent()).isEmpty();
    }

    @Test
    void aViewIsNotCachedNorWhatLooksUpInOne() {
        open.client.getDatabase(open.database).createView("view", "things", List.of());
        CachedCollection<Document> view = open.proxies.wrap(open.plain("view"));
        view.find().first();
        view.find().first();
        assertThat(open.bypasses(BypassReason.NAMESPACE)).isEqualTo(2);
        things.aggregate(List.of(Aggregates.lookup("view", "n", "n", "joined"))).first();
        assertThat(open.bypasses(BypassReason.NAMESPACE)).isEqualTo(3);
    }

    @Test
    void aCappedCollectionIsNotCached() {
        open.client
                .getDatabase(open.database)
                .createCollection(
                        "capped", new CreateCollectionOptions().capped(true).sizeInBytes(4096));
        open.proxies.wrap(open.plain("capped")).find().first();
        assertThat(open.bypasses(BypassReason.NAMESPACE)).isEqualTo(1);
    }

    @Test
    void theServersOwnAreNotCached() {
        open.proxies
                .wrap(open.client.getDatabase("local").getCollection("startup_log"))
                .find()
                .first();
        open.proxies.wrap(open.plain("system.things")).find().first();
        assertThat(open.bypasses(BypassReason.NAMESPACE)).isEqualTo(2);
    }

    @Test
    void whatTheOptionsSayIsNotCached() {
        try (OpenCache picky = new OpenCache(new ProxyOptions(
                Duration.ofMinutes(5),
                1 << 16,
                true,
                Duration.ofSeconds(5),
                namespace -> namespace.collection().equals("leases")))) {
            picky.wrapped("leases").find().first();
            assertThat(picky.bypasses(BypassReason.NAMESPACE)).isEqualTo(1);
        }
    }

    @Test
    void anOversizedResultIsStreamedByTheDriver() {
        try (OpenCache small = new OpenCache(
                new ProxyOptions(Duration.ofMinutes(5), 2000, true, Duration.ofSeconds(5), namespace -> false))) {
            CachedCollection<Document> collection = small.wrapped("things");
            List<Document> many = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                many.add(new Document("_id", i).append("text", "x".repeat(50)));
            }
            small.plain("things").insertMany(many);
            assertThat(collection.find().batchSize(10).into(new ArrayList<>())).isEqualTo(many);
            assertThat(collection.find().batchSize(10).into(new ArrayList<>())).isEqualTo(many);
            assertThat(small.bypasses(BypassReason.OVERSIZE)).isEqualTo(2);
            assertThat(small.reads(Outcome.Tier.FILLED)).isZero();
            assertThat(collection.find().limit(3).into(new ArrayList<>())).hasSize(3);
            assertThat(small.reads(Outcome.Tier.FILLED)).isEqualTo(1);
        }
    }
}
