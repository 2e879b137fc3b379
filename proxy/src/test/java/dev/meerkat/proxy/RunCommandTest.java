package dev.meerkat.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.mongodb.MongoCommandException;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import dev.meerkat.cache.BypassReason;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands through a wrapped database: what they change is forgotten at once, and no more than they can reach. */
class RunCommandTest {

    private final OpenCache open = new OpenCache();
    private final String elsewhere = open.database + "e";
    private final CachedClient client = open.proxies.wrap(open.client);
    private final CachedDatabase database = client.getDatabase(open.database);
    private final CachedCollection<Document> things = database.getCollection("things");
    private final Map<String, CachedCollection<Document>> cached = Map.of(
            "things", things,
            "others", database.getCollection("others"),
            "elsewhere", client.getDatabase(elsewhere).getCollection("things"));

    @BeforeEach
    void fill() {
        cached.values()
                .forEach(collection -> plain(collection)
                        .insertMany(List.of(new Document("_id", 1).append("n", 1), new Document("_id", 2))));
        cached.values().forEach(RunCommandTest::everything);
        open.commands.clear();
        assertThat(forgotten()).as("all is cached").isEmpty();
    }

    @AfterEach
    void close() {
        open.client.getDatabase(elsewhere).drop();
        open.close();
    }

    private MongoCollection<Document> plain(CachedCollection<Document> collection) {
        return open.client
                .getDatabase(collection.getNamespace().getDatabaseName())
                .getCollection(collection.getNamespace().getCollectionName());
    }

    private static List<Document> everything(MongoCollection<Document> collection) {
        return collection.find().into(new ArrayList<>());
    }

    /** What MongoDB must be asked for again. */
    private Set<String> forgotten() {
        Set<String> asked = new LinkedHashSet<>();
        cached.forEach((name, collection) -> {
            open.commands.clear();
            everything(collection);
            if (open.commands.names().contains("find")) {
                asked.add(name);
            }
        });
        return asked;
    }

    private Document command(String json) {
        return Document.parse(json.replace("<db>", open.database));
    }

    /** Some the embedded server doesn't have; its time comes with the error. */
    private void attempt(MongoDatabase on, String json) {
        try {
            assertThat(on.runCommand(command(json))).containsEntry("ok", 1.0);
        } catch (MongoCommandException refused) {
            assertThat(refused.getErrorCode()).isPositive();
        }
    }

    static Stream<Arguments> writes() {
        Set<String> things = Set.of("things");
        Set<String> others = Set.of("others");
        Set<String> both = Set.of("things", "others");
        Set<String> all = Set.of("things", "others", "elsewhere");
        return Stream.of(
                Arguments.of("{insert: 'things', documents: [{_id: 3}]}", things),
                Arguments.of("{update: 'things', updates: [{q: {_id: 1}, u: {$set: {n: 5}}}]}", things),
                Arguments.of("{delete: 'things', deletes: [{q: {}, limit: 0}]}", things),
                Arguments.of("{findAndModify: 'things', query: {_id: 1}, update: {$set: {n: 5}}}", things),
                Arguments.of("{findandmodify: 'things', query: {_id: 1}, remove: true}", things),
                Arguments.of("{drop: 'things'}", things),
                Arguments.of("{create: 'things'}", things),
                Arguments.of("{collMod: 'things', validator: {}}", things),
                Arguments.of("{convertToCapped: 'things', size: 100}", things),
                Arguments.of("{aggregate: 'things', pipeline: [{$out: 'others'}], cursor: {}}", others),
                Arguments.of("{aggregate: 'things', pipeline: [{$merge: {into: 'others'}}], cursor: {}}", others),
                Arguments.of("{aggregate: 'things', pipeline: [{$out: 7}], cursor: {}}", both),
                Arguments.of("{mapReduce: 'things', map: 'm', reduce: 'r', out: 'others'}", others),
                Arguments.of("{mapReduce: 'things', map: 'm', reduce: 'r', out: {merge: 'others'}}", others),
                Arguments.of("{mapReduce: 'things', map: 'm', reduce: 'r', out: {replace: 'x', db: 7}}", all),
                Arguments.of("{dropDatabase: 1}", both),
                Arguments.of("{insert: 7}", both),
                Arguments.of("{ofAServerToCome: 'things'}", both),
                Arguments.of("{applyOps: []}", all));
    }

    @ParameterizedTest
    @MethodSource("writes")
    void whatACommandCanReachIsForgottenAtOnceAndNoMore(String json, Set<String> reached) {
        attempt(database, json);
        assertThat(forgotten()).isEqualTo(reached);
        cached.values()
                .forEach(collection -> assertThat(everything(collection)).isEqualTo(everything(plain(collection))));
    }

    static Stream<Arguments> writesOfTheAdministrator() {
        return Stream.of(
                Arguments.of("{renameCollection: '<db>.others', to: '<db>.renamed'}", Set.of("others")),
                Arguments.of(
                        "{renameCollection: '<db>.others', to: '<db>.things', dropTarget: true}",
                        Set.of("things", "others")),
                Arguments.of("{renameCollection: '<db>.others', to: 7}", Set.of("things", "others", "elsewhere")),
                Arguments.of(
                        "{bulkWrite: 1, ops: [{insert: 0, document: {_id: 9}}], nsInfo: [{ns: '<db>.things'}]}",
                        Set.of("things")),
                Arguments.of("{bulkWrite: 1, ops: [], nsInfo: 7}", Set.of("things", "others", "elsewhere")),
                Arguments.of("{ofAServerToCome: 1}", Set.of("things", "others", "elsewhere")));
    }

    @ParameterizedTest
    @MethodSource("writesOfTheAdministrator")
    void aCommandOfTheAdministratorReachesOtherDatabases(String json, Set<String> reached) {
        attempt(client.getDatabase("admin"), json);
        assertThat(forgotten()).isEqualTo(reached);
        cached.values()
                .forEach(collection -> assertThat(everything(collection)).isEqualTo(everything(plain(collection))));
    }

    static Stream<Arguments> reads() {
        return Stream.of(
                Arguments.of("{find: 'things'}", 1),
                Arguments.of("{count: 'things'}", 1),
                Arguments.of("{distinct: 'things', key: 'n'}", 1),
                Arguments.of("{aggregate: 'things', pipeline: [{$match: {n: 1}}], cursor: {}}", 1),
                Arguments.of("{aggregate: 'things', pipeline: [], cursor: {}}", 1),
                Arguments.of("{mapReduce: 'things', map: 'm', reduce: 'r', out: {inline: 1}}", 1),
                Arguments.of("{listCollections: 1}", 0),
                Arguments.of("{dbStats: 1}", 0),
                Arguments.of("{collStats: 'things'}", 0),
                Arguments.of("{listIndexes: 'things'}", 0),
                Arguments.of("{createIndexes: 'things', indexes: [{key: {n: 1}, name: 'n_1'}]}", 0),
                Arguments.of("{explain: {find: 'things'}}", 0),
                Arguments.of("{isMaster: 1}", 0),
                Arguments.of("{hello: 1}", 0),
                Arguments.of("{buildInfo: 1}", 0),
                Arguments.of("{ping: 1}", 0));
    }

    @ParameterizedTest
    @MethodSource("reads")
    void aCommandThatChangesNothingIsPassedAndNothingForgotten(String json, int counted) {
        long before = open.cache.statistics().invalidations();
        for (int i = 1; i <= 2; i++) {
            open.commands.clear();
            Throwable direct =
                    catchThrowable(() -> open.client.getDatabase(open.database).runCommand(command(json)));
            Throwable through = catchThrowable(() -> database.runCommand(command(json)));
            assertThat(open.commands.sent()).hasSize(2);
            assertThat(Objects.toString(through)).isEqualTo(Objects.toString(direct));
            assertThat(open.bypasses(BypassReason.OPERATION)).isEqualTo((long) i * counted);
        }
        assertThat(open.cache.statistics().invalidations()).isEqualTo(before);
        assertThat(forgotten()).isEmpty();
    }

    static Stream<Method> overloads() {
        return Arrays.stream(MongoDatabase.class.getMethods())
                .filter(method -> method.getName().equals("runCommand"));
    }

    @ParameterizedTest
    @MethodSource("overloads")
    void everyWayToRunACommandIsToldAndAnswered(Method way) throws ReflectiveOperationException {
        try (ClientSession session = open.client.startSession()) {
            Object[] arguments = Arrays.stream(way.getParameterTypes())
                    .map(type -> type == ClientSession.class
                            ? session
                            : type == Bson.class
                                    ? command("{insert: 'things', documents: [{_id: 3}]}")
                                    : type == Class.class ? BsonDocument.class : ReadPreference.primary())
                    .toArray();
            Object reply = way.invoke(database, arguments);
            assertThat(reply)
                    .isInstanceOf(
                            Arrays.asList(way.getParameterTypes()).contains(Class.class)
                                    ? BsonDocument.class
                                    : Document.class);
            assertThat(everything(things)).hasSize(3);
        }
    }

    /** The database's write concern is not the command's. */
    @Test
    void aCommandIsAnsweredAndToldWhateverTheDatabasesWriteConcern() {
        database.withWriteConcern(WriteConcern.UNACKNOWLEDGED)
                .runCommand(command("{insert: 'things', documents: [{_id: 3}]}"));
        assertThat(everything(things)).hasSize(3);
    }

    @Test
    void aWriteThatFailsHalfWayHasChangedWhatItHas() {
        database.runCommand(command("{insert: 'things', documents: [{_id: 3}, {_id: 1}, {_id: 4}]}"));
        assertThat(everything(things)).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ofAServerToCome: 1}",
                "{create: 'things'}",
                "{find: 'things', filter: {$no: 1}}",
                "{aggregate: 'things', pipeline: 7}",
                "{}"
            })
    void anErrorIsTheDriversOwn(String json) {
        Throwable direct =
                catchThrowable(() -> open.client.getDatabase(open.database).runCommand(command(json)));
        Throwable through = catchThrowable(() -> database.runCommand(command(json)));
        assertThat(through).isNotNull().hasSameClassAs(direct);
        if (direct instanceof MongoCommandException expected) {
            assertThat(((MongoCommandException) through).getErrorCode()).isEqualTo(expected.getErrorCode());
            assertThat(((MongoCommandException) through).getErrorMessage()).isEqualTo(expected.getErrorMessage());
        } else {
            assertThat(through).hasMessage(direct.getMessage());
        }
    }

    @Test
    void whatTheDriverRefusesItRefusesAlike() {
        MongoDatabase direct = open.client.getDatabase(open.database);
        Document unencodable = new Document("insert", "things").append("x", new Object());
        try (ClientSession session = open.client.startSession()) {
            for (MongoDatabase handle : List.of(direct, database)) {
                assertThat(catchThrowable(() -> handle.runCommand((Bson) null)))
                        .isInstanceOf(IllegalArgumentException.class);
                assertThat(catchThrowable(() -> handle.runCommand((ClientSession) null, new Document("ping", 1))))
                        .isInstanceOf(IllegalArgumentException.class);
                assertThat(catchThrowable(() -> handle.runCommand((ClientSession) null, new Document("drop", "x"))))
                        .isInstanceOf(IllegalArgumentException.class);
                assertThat(catchThrowable(() -> handle.runCommand(session, (Bson) null)))
                        .isInstanceOf(IllegalArgumentException.class);
                assertThat(catchThrowable(() -> handle.runCommand(unencodable)))
                        .isInstanceOf(org.bson.codecs.configuration.CodecConfigurationException.class);
            }
        }
        assertThat(forgotten()).isEmpty();
    }
}
