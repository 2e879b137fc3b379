package dev.meerkat;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.inc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import dev.meerkat.cache.BypassReason;
import dev.meerkat.cache.Outcome;
import dev.meerkat.proxy.CachedCollection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Processes without Redis, with settings for collections and for threads. */
class AloneTest {

    private static Servers servers;
    private static Meerkat one;
    private static Meerkat two;

    private MongoCollection<Document> plain;

    @BeforeAll
    static void start() {
        servers = new Servers();
        one = Servers.ready(servers.builder()
                .collection("sessions", c -> c.off())
                .collection("tenant.sessions", c -> c.off(false))
                .collection("shop.ticks", c -> c.ttl(Duration.ofMillis(1)))
                .collection("small", c -> c.maxResultBytes(50).nearCacheBytes(100_000))
                .build());
        two = servers.alone();
    }

    @AfterAll
    static void stop() {
        two.close();
        one.close();
        servers.close();
    }

    @BeforeEach
    void insert() {
        for (String database : List.of("shop", "tenant")) {
            for (String name : List.of("users", "sessions", "ticks", "small")) {
                MongoCollection<Document> collection =
                        servers.plain.getDatabase(database).getCollection(name);
                collection.drop();
                collection.insertOne(new Document("_id", 1).append("n", 0).append("text", "x".repeat(50)));
            }
        }
        plain = servers.plain.getDatabase("shop").getCollection("users");
    }

    private static CachedCollection<Document> wrapped(Meerkat meerkat, String database, String name) {
        return meerkat.wrap(servers.plain.getDatabase(database).getCollection(name));
    }

    private static void hit(Meerkat meerkat, Callable<?> read) {
        await().atMost(Servers.DEADLINE).until(() -> {
            read.call();
            return gained(meerkat, read) == 1;
        });
    }

    /** How many near hits the read made. */
    private static long gained(Meerkat meerkat, Callable<?> read) throws Exception {
        long before = meerkat.statistics().from(Outcome.Tier.NEAR);
        read.call();
        return meerkat.statistics().from(Outcome.Tier.NEAR) - before;
    }

    private static long bypassed(Meerkat meerkat, BypassReason reason) {
        return meerkat.statistics().bypasses().getOrDefault(reason, 0L);
    }

    @Test
    void twoProcessesWatchForThemselvesAndNobodyLeads() {
        CachedCollection<Document> ones = wrapped(one, "shop", "users");
        CachedCollection<Document> twos = wrapped(two, "shop", "users");
        hit(one, () -> ones.findById(1));
        hit(two, () -> twos.findById(1));
        hit(two, () -> twos.find(eq("n", 0)).into(new ArrayList<>()));

        ones.updateOne(eq(1), inc("n", 1));
        assertThat(ones.findById(1).orElseThrow()).containsEntry("n", 1);
        await().atMost(Servers.DEADLINE)
                .until(() -> twos.findById(1).orElseThrow().getInteger("n") == 1
                        && twos.find(eq("n", 0)).first() == null);
        plain.updateOne(eq(1), inc("n", 1));
        await().atMost(Servers.DEADLINE)
                .until(() -> ones.findById(1).orElseThrow().getInteger("n") == 2
                        && twos.findById(1).orElseThrow().getInteger("n") == 2);

        for (Meerkat each : List.of(one, two)) {
            assertThat(each.health().watching()).isTrue();
            assertThat(each.health().leader()).isFalse();
        }
        assertThat(servers.plain
                        .getDatabase("metadata")
                        .getCollection("meerkat.leases")
                        .countDocuments())
                .as("leases")
                .isZero();
    }

    @Test
    void aCollectionThatIsOffIsNotCachedButWhereTheFullerNameSaysSo() throws Exception {
        CachedCollection<Document> sessions = wrapped(one, "shop", "sessions");
        long before = bypassed(one, BypassReason.COLLECTION_OFF);
        sessions.findById(1);
        sessions.findById(1);
        assertThat(bypassed(one, BypassReason.COLLECTION_OFF)).isEqualTo(before + 2);

        CachedCollection<Document> tenants = sessions.db("tenant");
        hit(one, () -> tenants.findById(1));
    }

    @Test
    void aCollectionsTtlHoldsWhereNoCallerSays() {
        CachedCollection<Document> ticks = wrapped(one, "shop", "ticks");
        CachedCollection<Document> kept = ticks.cacheTtl(Duration.ofHours(1));
        await().atMost(Servers.DEADLINE).until(() -> {
            ticks.findById(1);
            long started = System.nanoTime();
            await().until(() -> System.nanoTime() - started > 2_000_000);
            return gained(one, () -> ticks.findById(1)) == 0;
        });
        hit(one, () -> kept.findById(1));
        hit(one, () -> wrapped(one, "tenant", "ticks").findById(1));
    }

    @Test
    void aCollectionsLimitHoldsForItsResults() throws Exception {
        CachedCollection<Document> small = wrapped(one, "shop", "small");
        await().atMost(Servers.DEADLINE).until(() -> {
            long before = bypassed(one, BypassReason.OVERSIZE);
            small.findById(1);
            return bypassed(one, BypassReason.OVERSIZE) == before + 1;
        });
        hit(one, () -> wrapped(one, "shop", "users").findById(1));
    }

    @Test
    void aThreadWithoutCacheReadsFromMongoDb() throws Exception {
        CachedCollection<Document> users = wrapped(one, "shop", "users");
        hit(one, () -> users.findById(1));

        assertThat(gained(one, () -> one.withoutCache(() -> users.findById(1)))).isZero();
        assertThat(gained(one, () -> {
                    one.withoutCache(() -> {
                        users.findById(1);
                    });
                    return null;
                }))
                .isZero();
        assertThat(one.<Object>withoutCache(
                        () -> users.findById(1).orElseThrow().get("n")))
                .isEqualTo(0);
        assertThat(gained(one, () -> users.findById(1))).isEqualTo(1);
    }
}
