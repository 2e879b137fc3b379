package dev.meerkat.proxy;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoNamespace;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.bulk.ClientNamespacedWriteModel;
import dev.meerkat.cache.BypassReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is said about an owner's calls acts on the owner's databases and clients, and on what comes out of them. */
class HandleScopeTest {

    private final OpenCache open = new OpenCache();
    private final Object owner = new Object();
    private final HandleProxies owned = open.proxies.ownedBy(owner);
    private final CallScopes scopes = open.proxies.scopes();
    private final String tenant = open.database + "t";
    private final CachedDatabase database = owned.wrap(open.client.getDatabase(open.database));

    @BeforeEach
    void fill() {
        open.plain("things").insertOne(new Document("_id", 1).append("at", "home"));
        inTenant("things").insertOne(new Document("_id", 1).append("at", "tenant"));
        open.commands.clear();
    }

    @AfterEach
    void close() {
        open.client.getDatabase(tenant).drop();
        open.close();
    }

    private MongoCollection<Document> inTenant(String name) {
        return open.client.getDatabase(tenant).getCollection(name);
    }

    private CallScopes.Scope tenantScope() {
        return scopes.byCaller(owner, CallOptions.NONE.in(tenant));
    }

    private static String at(MongoDatabase database) {
        return Objects.requireNonNull(
                        database.getCollection("things").find(eq("_id", 1)).first())
                .getString("at");
    }

    @Test
    void collectionsOutOfAnOwnedHandleHeedTheScope() {
        CachedClient client = owned.wrap(open.client);
        CachedCollection<Document> before = client.getDatabase(open.database).getCollection("things");
        assertThat(at(database)).isEqualTo("home");
        try (CallScopes.Scope scope = tenantScope()) {
            assertThat(at(database)).isEqualTo("tenant");
            assertThat(at(client.getDatabase(open.database))).isEqualTo("tenant");
            assertThat(at(client.withTimeout(5, TimeUnit.SECONDS).getDatabase(open.database)))
                    .isEqualTo("tenant");
            assertThat(before.findById(1).orElseThrow()).containsEntry("at", "tenant");
        }
        assertThat(at(database)).isEqualTo("home");
        assertThat(before.findById(1).orElseThrow()).containsEntry("at", "home");
    }

    @Test
    void noCacheAndTtlAreHeededToo() {
        at(database);
        try (CallScopes.Scope scope = scopes.byMethod(owner, CallOptions.NONE.uncached())) {
            open.commands.clear();
            at(database);
            assertThat(open.commands.names()).containsExactly("find");
        }
        try (CallScopes.Scope scope = scopes.withoutCache()) {
            at(database);
        }
        assertThat(open.bypasses(BypassReason.NO_CACHE)).isEqualTo(2);
        CachedDatabase tenants = database.db(tenant);
        try (CallScopes.Scope scope = scopes.byCaller(owner, CallOptions.NONE.keptFor(Duration.ofSeconds(1)))) {
            at(tenants);
        }
        open.ticker.forward(Duration.ofSeconds(2));
        open.commands.clear();
        at(tenants);
        assertThat(open.commands.names()).contains("find");
    }

    @Test
    void theDatabasesOwnOperationsGoToTheNamedOne() {
        CachedCollection<Document> cached =
                open.proxies.wrap(open.client.getDatabase(tenant)).getCollection("things");
        assertThat(cached.countDocuments(eq("at", "tenant"))).isEqualTo(1);
        try (CallScopes.Scope scope = tenantScope()) {
            assertThat(database.getName()).isEqualTo(tenant);
            database.runCommand(Document.parse("{update: 'things', updates: [{q: {}, u: {$set: {at: 'moved'}}}]}"));
            assertThat(cached.countDocuments(eq("at", "tenant"))).isZero();
            assertThat(database.runCommand(Document.parse("{count: 'things', query: {at: 'moved'}}")))
                    .containsEntry("n", 1);
            database.createCollection("more");
            assertThat(database.listCollectionNames()).containsExactlyInAnyOrder("things", "more");
            open.commands.clear();
            assertThatThrownBy(() -> database.aggregate(List.of(Document.parse("{$documents: []}")))
                            .first())
                    .isInstanceOf(MongoCommandException.class);
            assertThat(open.commands.sent().get(0).getString("$db").getValue()).isEqualTo(tenant);
            database.drop();
        }
        assertThat(database.getName()).isEqualTo(open.database);
        assertThat(database.listCollectionNames()).containsExactly("things");
        assertThat(at(database)).isEqualTo("home");
        assertThat(cached.find().into(new ArrayList<>())).isEmpty();
        assertThat(open.client.getDatabase(tenant).listCollectionNames()).isEmpty();
    }

    @Test
    void aDatabaseThatTheHandleNamesHoldsAgainstTheScopes() {
        CachedDatabase named = database.db(open.database);
        try (CallScopes.Scope scope = tenantScope()) {
            assertThat(named.getName()).isEqualTo(open.database);
            assertThat(at(named)).isEqualTo("home");
            assertThat(named.withTimeout(5, TimeUnit.SECONDS).getName()).isEqualTo(open.database);
        }
    }

    /** No tenant has an {@code admin} of its own. */
    @Test
    void theServersOwnDatabasesAreNeverExchanged() {
        CachedDatabase admin = owned.wrap(open.client).getDatabase("admin");
        try (CallScopes.Scope scope = tenantScope()) {
            assertThat(admin.getName()).isEqualTo("admin");
            assertThat(admin.getCollection("system.version").getNamespace().getDatabaseName())
                    .isEqualTo("admin");
            admin.runCommand(new Document("renameCollection", tenant + ".things").append("to", tenant + ".renamed"));
        }
        assertThat(inTenant("renamed").countDocuments()).isEqualTo(1);
    }

    @Test
    void aTenantsNameIsChecked() {
        HandleProxies single = new HandleProxies(
                open.cache,
                new ProxyOptions(Duration.ofMinutes(5), 1 << 16, false, Duration.ofSeconds(5), namespace -> false));
        CachedDatabase only = single.ownedBy(owner).wrap(open.client.getDatabase(open.database));
        assertThatThrownBy(() -> only.db(tenant))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("multiDb");
        try (CallScopes.Scope scope = single.scopes().byCaller(owner, CallOptions.NONE.in(tenant))) {
            assertThatThrownBy(() -> only.runCommand(new Document("ping", 1))).hasMessageContaining("multiDb");
            assertThatThrownBy(only::drop).hasMessageContaining("multiDb");
        }
        assertThatThrownBy(() -> database.db("admin")).isInstanceOf(IllegalArgumentException.class);
        assertThat(at(database)).isEqualTo("home");
    }

    @Test
    void aClientsBulkMustNameTheDatabaseOfTheCall() {
        CachedClient client = owned.wrap(open.client);
        MongoNamespace home = new MongoNamespace(open.database, "things");
        try (CallScopes.Scope scope = tenantScope()) {
            open.commands.clear();
            assertThatThrownBy(() -> client.bulkWrite(
                            List.of(ClientNamespacedWriteModel.insertOne(home, new Document("_id", 9)))))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(tenant);
            assertThat(open.commands.sent()).isEmpty();
        }
    }

    @Test
    void aHandleWrappedForAnotherOwnerIsOneLayerWithItsOwnOptions() {
        Object another = new Object();
        HandleProxies anothers = open.proxies.ownedBy(another);
        CachedDatabase again = anothers.wrap(database.noCache());
        CachedClient client = anothers.wrap(owned.wrap(open.client).noCache());
        CachedCluster cluster = anothers.wrap(
                owned.wrap(open.client).withTimeout(5, TimeUnit.SECONDS).noCache());
        try (CallScopes.Scope scope = tenantScope()) {
            assertThat(at(again)).isEqualTo("home");
            assertThat(at(client.getDatabase(open.database))).isEqualTo("home");
            assertThat(at(cluster.getDatabase(open.database))).isEqualTo("home");
        }
        try (CallScopes.Scope scope = scopes.byCaller(another, CallOptions.NONE.in(tenant))) {
            assertThat(at(again)).isEqualTo("tenant");
            assertThat(at(client.getDatabase(open.database))).isEqualTo("tenant");
            assertThat(at(cluster.getDatabase(open.database))).isEqualTo("tenant");
            assertThat(at(database)).isEqualTo("home");
        }
        assertThat(open.bypasses(BypassReason.NO_CACHE)).isEqualTo(6);
        assertThat(((CachingDatabase) again).delegate).isSameAs(((CachingDatabase) database).delegate);
        assertThat(((CachingClient) client).target()).isSameAs(open.client);
        assertThat(open.proxies.wrap(again)).isSameAs(again);
    }

    @Test
    void writesThroughCollectionsGoThereToo() {
        try (CallScopes.Scope scope = tenantScope()) {
            database.getCollection("things").updateOne(eq("_id", 1), Updates.set("at", "changed"));
            assertThat(at(database)).isEqualTo("changed");
        }
        assertThat(at(database)).isEqualTo("home");
        assertThat(inTenant("things").countDocuments(eq("at", "changed"))).isEqualTo(1);
    }
}
