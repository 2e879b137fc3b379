package dev.meerkat;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import dev.meerkat.application.FinalRepository;
import dev.meerkat.application.UserRepository;
import dev.meerkat.application.Users;
import dev.meerkat.cache.Outcome;
import dev.meerkat.proxy.CachedClient;
import dev.meerkat.proxy.CachedCollection;
import dev.meerkat.proxy.CachedDatabase;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every way to wrap, and every option, through Meerkat's own methods. */
class FaceTest {

    private static Servers servers;
    private static Meerkat meerkat;

    @BeforeAll
    static void start() {
        servers = new Servers();
        meerkat = servers.alone();
        for (String database : new String[] {"shop", "tenant"}) {
            servers.plain
                    .getDatabase(database)
                    .getCollection("users")
                    .insertOne(new Document("_id", 1).append("n", 0).append("of", database));
        }
    }

    @AfterAll
    static void stop() {
        meerkat.close();
        servers.close();
    }

    private static void hit(Callable<?> read) {
        await().atMost(Servers.DEADLINE).until(() -> {
            read.call();
            return hits(read);
        });
    }

    private static boolean hits(Callable<?> read) throws Exception {
        long before = meerkat.statistics().from(Outcome.Tier.NEAR);
        read.call();
        return meerkat.statistics().from(Outcome.Tier.NEAR) > before;
    }

    @Test
    void handlesAreWrappedByTheirOwnMethods() {
        MongoDatabase database = servers.plain.getDatabase("shop");
        CachedCollection<Document> collection = meerkat.wrap(database.getCollection("users"));
        CachedDatabase cachedDatabase = meerkat.wrap(database);
        CachedClient client = meerkat.wrap(servers.plain);

        hit(() -> collection.findById(1));
        hit(() -> cachedDatabase.getCollection("users").find(eq(1)).first());
        hit(() -> client.getDatabase("shop").getCollection("users").find(eq(1)).first());
        hit(() -> meerkat.wrap(database, servers.plain)
                .getCollection("users")
                .find(eq(1))
                .first());
    }

    @Test
    void repositoriesAreWrappedInEveryForm() {
        Users copy = meerkat.wrap(new UserRepository(servers.plain));
        Users withLookup = meerkat.wrap(new UserRepository(servers.plain), UserRepository.lookup());
        Users byInterface = meerkat.wrap(Users.class, new FinalRepository(servers.plain));
        Users byInterfaceWithLookup =
                meerkat.wrap(Users.class, new FinalRepository(servers.plain), UserRepository.lookup());
        Users made = meerkat.wrap(Users.class, client -> new UserRepository(client));
        Users madeByReference = meerkat.wrap(UserRepository.class, UserRepository::new);

        for (Users users : new Users[] {copy, withLookup, byInterface, byInterfaceWithLookup, made, madeByReference}) {
            hit(() -> users.byId(1));
            int n = users.byId(1).getInteger("n");
            users.count(1);
            assertThat(users.byId(1)).containsEntry("n", n + 1);
        }
        assertThatThrownBy(() -> meerkat.wrap(new FinalRepository(servers.plain)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("final");
    }

    @Test
    void optionsActOnRepositoriesAndOnHandles() throws Exception {
        Users users = meerkat.wrap(new UserRepository(servers.plain));
        MongoCollection<Document> plain = servers.plain.getDatabase("shop").getCollection("users");
        CachedCollection<Document> collection = meerkat.wrap(plain);
        CachedDatabase database = meerkat.wrap(servers.plain.getDatabase("shop"));
        CachedClient client = meerkat.wrap(servers.plain);
        hit(() -> users.byId(1));
        hit(() -> collection.findById(1));

        assertThat(hits(() -> meerkat.noCache(users).byId(1))).isFalse();
        assertThat(hits(() -> meerkat.noCache(collection).findById(1))).isFalse();
        assertThat(hits(() -> meerkat.noCache(plain).find(eq(1)).first())).isFalse();
        assertThat(hits(() -> meerkat.noCache(database)
                        .getCollection("users")
                        .find(eq(1))
                        .first()))
                .isFalse();
        assertThat(hits(() -> meerkat.noCache(client)
                        .getDatabase("shop")
                        .getCollection("users")
                        .find(eq(1))
                        .first()))
                .isFalse();
        assertThat(meerkat.db(users, "tenant").byId(1)).containsEntry("of", "tenant");
        assertThat(meerkat.db(collection, "tenant").findById(1).orElseThrow()).containsEntry("of", "tenant");
        assertThat(meerkat.db(database, "tenant").getCollection("users").find().first())
                .containsEntry("of", "tenant");
        hit(() -> meerkat.cacheTtl(users, Duration.ofHours(1)).byId(1));
        hit(() -> meerkat.cacheTtl(collection, Duration.ofHours(1)).findById(1));
        assertThat(hits(() -> meerkat.withoutCache(() -> users.byId(1)))).isFalse();
        assertThat(users.byId(1)).containsEntry("of", "shop");

        assertThatThrownBy(() -> meerkat.db(client, "tenant"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("getDatabase(name)");
        assertThatThrownBy(() -> meerkat.noCache("no repository"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not wrapped by this Meerkat");
    }

    @Test
    void aReadIsExplained() {
        CachedCollection<Document> users =
                meerkat.wrap(servers.plain.getDatabase("shop").getCollection("users"));
        hit(() -> users.find(eq(1)).first());

        assertThat(meerkat.explain(users.find(eq(1))).namespaces()).hasSize(1);
        assertThat(meerkat.explain(users.find(eq(1)).noCache()).toString()).contains("NO_CACHE");
        assertThatThrownBy(() -> meerkat.explain(
                        servers.plain.getDatabase("shop").getCollection("users").find()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("wrap the collection first");
    }

    @Test
    void theReadsOfARepositoryAreExplained() {
        UserRepository users = meerkat.wrap(new UserRepository(servers.plain));
        hit(() -> users.byId(1));

        await().atMost(Servers.DEADLINE)
                .untilAsserted(() -> assertThat(meerkat.explain(() -> users.byId(1)))
                        .singleElement()
                        .satisfies(read -> assertThat(read.servedFrom()).contains(Outcome.Tier.NEAR)));
        assertThat(meerkat.explain(() -> meerkat.noCache(users).byId(1)))
                .singleElement()
                .satisfies(read -> assertThat(read.verdict()).contains("NO_CACHE"));
    }
}
