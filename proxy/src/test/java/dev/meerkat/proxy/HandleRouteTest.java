package dev.meerkat.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoClientSettings;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCluster;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import dev.meerkat.cache.BypassReason;
import dev.meerkat.cache.CacheSwitch;
import dev.meerkat.cache.Outcome;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever way leads from a client or a database to a collection: it caches, as the way says. */
class HandleRouteTest {

    private final OpenCache open = new OpenCache();

    @BeforeEach
    void fill() {
        open.plain("things").insertMany(List.of(new Document("_id", 1), new Document("_id", 2)));
        open.commands.clear();
    }

    @AfterEach
    void close() {
        open.close();
    }

    /** A way from a wrapped client to the collection "things". */
    record Route(String name, Function<Ends, MongoCollection<?>> way) {

        @Override
        public String toString() {
            return name;
        }
    }

    record Ends(OpenCache open) {

        MongoClient client() {
            return open.proxies.wrap(open.client);
        }

        MongoDatabase database() {
            return open.proxies.wrap(open.client.getDatabase(open.database));
        }
    }

    static Stream<Route> routes() {
        return Stream.of(
                new Route(
                        "client",
                        ends -> ends.client().getDatabase(ends.open.database).getCollection("things")),
                new Route(
                        "client with settings",
                        ends -> ends.client()
                                .withCodecRegistry(MongoClientSettings.getDefaultCodecRegistry())
                                .withReadPreference(ReadPreference.primaryPreferred())
                                .withReadConcern(ReadConcern.LOCAL)
                                .withWriteConcern(WriteConcern.MAJORITY)
                                .withTimeout(10, TimeUnit.SECONDS)
                                .getDatabase(ends.open.database)
                                .getCollection("things", RawBsonDocument.class)),
                new Route(
                        "client's own options",
                        ends -> ends.open
                                .proxies
                                .wrap(ends.open.client)
                                .cacheTtl(Duration.ofHours(1))
                                .getDatabase(ends.open.database)
                                .getCollection("things")),
                new Route(
                        "cluster",
                        ends -> ends.open
                                .proxies
                                .wrap(ends.open.client.withReadConcern(ReadConcern.LOCAL))
                                .cacheTtl(Duration.ofHours(1))
                                .getDatabase(ends.open.database)
                                .getCollection("things")),
                new Route("database", ends -> ends.database().getCollection("things")),
                new Route(
                        "database with settings",
                        ends -> ends.database()
                                .withCodecRegistry(MongoClientSettings.getDefaultCodecRegistry())
                                .withReadPreference(ReadPreference.primaryPreferred())
                                .withReadConcern(ReadConcern.LOCAL)
                                .withWriteConcern(WriteConcern.MAJORITY)
                                .withTimeout(10, TimeUnit.SECONDS)
                                .getCollection("things", RawBsonDocument.class)),
                new Route(
                        "another database",
                        ends -> ends.open
                                .proxies
                                .wrap(ends.open.client.getDatabase("nothing"))
                                .cacheTtl(Duration.ofHours(1))
                                .db(ends.open.database)
                                .getCollection("things")),
                new Route(
                        "by its type",
                        ends -> ((MongoDatabase)
                                        ends.open.proxies.wrapHandle(ends.open.client.getDatabase(ends.open.database)))
                                .getCollection("things")));
    }

    @ParameterizedTest
    @MethodSource("routes")
    void theSecondReadSendsNoCommand(Route route) {
        MongoCollection<?> collection = route.way.apply(new Ends(open));
        List<?> first = collection.find().into(new ArrayList<>());
        open.commands.clear();
        assertThat(route.way.apply(new Ends(open)).find().into(new ArrayList<Object>()))
                .isEqualTo(first)
                .hasSize(2);
        assertThat(open.commands.sent()).isEmpty();
        assertThat(open.reads(Outcome.Tier.NEAR)).isPositive();
    }

    static Stream<Function<OpenCache, MongoCollection<Document>>> uncachedRoutes() {
        return Stream.of(
                open -> open.proxies
                        .wrap(open.client)
                        .noCache()
                        .getDatabase(open.database)
                        .getCollection("things"),
                open -> open.proxies
                        .wrap(open.client)
                        .noCache()
                        .withReadConcern(ReadConcern.LOCAL)
                        .getDatabase(open.database)
                        .withReadConcern(ReadConcern.DEFAULT)
                        .getCollection("things"),
                open -> open.proxies
                        .wrap(open.client.getDatabase(open.database))
                        .noCache()
                        .cacheTtl(Duration.ofHours(1))
                        .getCollection("things"),
                open -> open.proxies
                        .wrap(open.client.getDatabase("nothing"))
                        .noCache()
                        .db(open.database)
                        .getCollection("things"));
    }

    @ParameterizedTest
    @MethodSource("uncachedRoutes")
    void noCacheSaidAboveHoldsBelow(Function<OpenCache, MongoCollection<Document>> route) {
        for (int i = 1; i <= 2; i++) {
            assertThat(route.apply(open).find().into(new ArrayList<>())).hasSize(2);
            assertThat(open.bypasses(BypassReason.NO_CACHE)).isEqualTo(i);
        }
        assertThat(open.commands.names()).containsExactly("find", "find");
    }

    @Test
    void aTtlSaidAboveHoldsBelow() {
        CachedClient client = open.proxies.wrap(open.client).cacheTtl(Duration.ofMinutes(1));
        client.getDatabase(open.database).getCollection("things").find().first();
        open.ticker.forward(Duration.ofSeconds(61));
        open.commands.clear();
        client.getDatabase(open.database).getCollection("things").find().first();
        assertThat(open.commands.names()).contains("find");
    }

    @Test
    void whatIsNoReadOrWriteIsTheDriversOwn() {
        CachedClient client = open.proxies.wrap(open.client);
        CachedDatabase database = client.getDatabase(open.database);
        assertThat(database.getName()).isEqualTo(open.database);
        assertThat(database.getWriteConcern()).isEqualTo(open.client.getWriteConcern());
        assertThat(database.listCollectionNames()).containsExactly("things");
        assertThat(database.listCollections().first()).containsEntry("name", "things");
        assertThat(client.listDatabaseNames()).contains(open.database);
        assertThat(client.listDatabases().map(found -> found.getString("name"))).contains(open.database);
        assertThat(client.getClusterDescription()).isEqualTo(open.client.getClusterDescription());
        assertThat(client.getReadPreference()).isEqualTo(open.client.getReadPreference());
        try (ClientSession session = client.startSession()) {
            assertThat(session.getOriginator()).isSameAs(open.client);
            assertThat(database.listCollectionNames(session)).containsExactly("things");
            assertThat(database.getCollection("things").find(session)).hasSize(2);
        }
        assertThat(open.bypasses(BypassReason.SESSION)).isEqualTo(1);
    }

    @Test
    void closingAWrappedClientClosesTheDrivers() {
        MongoClient drivers = MongoClients.create(OpenCache.MONGO.uri());
        open.proxies.wrap(drivers).close();
        assertThatThrownBy(() -> drivers.getDatabase("any").runCommand(new Document("ping", 1)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void handlesAreToldFromOtherThings() {
        assertThat(Stream.of(open.client, open.client.withReadConcern(ReadConcern.LOCAL), open.plain("things"))
                        .allMatch(HandleProxies::isHandle))
                .isTrue();
        assertThat(HandleProxies.isHandle(open.client.getDatabase("any"))).isTrue();
        assertThat(HandleProxies.isHandle("things")).isFalse();
        assertThat(HandleProxies.isHandle(null)).isFalse();
        assertThatThrownBy(() -> open.proxies.wrapHandle("things")).isInstanceOf(IllegalArgumentException.class);
        assertThat(open.proxies.wrapHandle(open.client)).isInstanceOf(CachedClient.class);
        assertThat(open.proxies.wrapHandle(open.client.withReadConcern(ReadConcern.LOCAL)))
                .isInstanceOf(CachedCluster.class)
                .isNotInstanceOf(MongoClient.class);
        assertThat(open.proxies.wrap((MongoCluster) open.client)).isInstanceOf(CachedClient.class);
        assertThat(open.proxies.wrapHandle(open.plain("things"))).isInstanceOf(CachedCollection.class);
    }

    @Test
    void theCheckSeesTheClientOfEveryHandleOnce() {
        List<MongoCluster> seen = new ArrayList<>();
        HandleProxies watched = new HandleProxies(open.cache, new CacheSwitch(true), OpenCache.OPTIONS, seen::add);
        MongoDatabase plain = open.client.getDatabase(open.database);
        CachedDatabase database = watched.wrap(plain);
        CachedClient client = watched.wrap(open.client);
        assertThat(seen).containsExactly(HandleProxies.clientOf(open.plain("things")), open.client);
        assertThat(watched.wrap(database)).isSameAs(database);
        assertThat(watched.wrap(client)).isSameAs(client);
        CachedCluster cluster = client.withReadConcern(ReadConcern.LOCAL);
        assertThat(watched.wrap(cluster)).isSameAs(cluster);
        assertThat(seen).hasSize(2);
        watched.wrap(plain, client);
        assertThat(seen).endsWith(open.client);
    }

    /** Another library's wrap hides its client. */
    @Test
    void aDatabaseWhoseClientIsHiddenNeedsIt() {
        MongoDatabase hidden = (MongoDatabase) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {MongoDatabase.class},
                (proxy, method, arguments) -> method.invoke(open.client.getDatabase(open.database), arguments));
        assertThatThrownBy(() -> open.proxies.wrap(hidden)).hasMessageContaining("wrap(database, client)");
        for (MongoCluster client : List.of(open.client, open.proxies.wrap(open.client))) {
            MongoCollection<Document> things = open.proxies.wrap(hidden, client).getCollection("things");
            assertThat(things.find()).hasSize(2);
            open.commands.clear();
            assertThat(things.find()).hasSize(2);
            assertThat(open.commands.sent()).isEmpty();
        }
    }

    @Test
    void handlesAreEqualWhereTheDriversAreAndTheirCollectionsCacheAlike() {
        MongoDatabase plain = open.client.getDatabase(open.database);
        CachedDatabase database = open.proxies.wrap(plain);
        assertThat(open.proxies.wrap(plain)).isEqualTo(database).hasSameHashCodeAs(database);
        assertThat(database.noCache())
                .isNotEqualTo(database)
                .hasToString("CachedDatabase[" + open.database + ", uncached]");
        assertThat(database).isNotEqualTo(plain).hasToString("CachedDatabase[" + open.database + "]");

        CachedClient client = open.proxies.wrap(open.client);
        assertThat(open.proxies.wrap(open.client)).isEqualTo(client).hasSameHashCodeAs(client);
        assertThat(client.noCache()).isNotEqualTo(client);
        assertThat(Objects.toString(client)).startsWith("CachedClient[").doesNotContain("uncached");
        assertThat(client.noCache().toString()).endsWith(", uncached]");
        assertThat(open.proxies.ownedBy(this).wrap(client)).isNotEqualTo(client);
    }
}
