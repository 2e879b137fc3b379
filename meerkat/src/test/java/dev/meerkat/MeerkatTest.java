package dev.meerkat;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import dev.meerkat.cache.Outcome;
import dev.meerkat.proxy.CachedCollection;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two Meerkats over the same servers, as two processes have them, and writers behind their backs. */
class MeerkatTest {

    private static Servers servers;
    private static Meerkat one;
    private static Meerkat two;

    private MongoCollection<Document> plain;
    private CachedCollection<Document> usersOfOne;
    private CachedCollection<Document> usersOfTwo;

    @BeforeAll
    static void start() {
        servers = new Servers();
        one = servers.sharing();
        two = servers.sharing();
    }

    @AfterAll
    static void stop() {
        two.close();
        one.close();
        servers.close();
    }

    @BeforeEach
    void wrap() {
        plain = servers.plain.getDatabase("shop").getCollection("users");
        plain.drop();
        plain.insertOne(new Document("_id", 1).append("plan", "premium").append("n", 0));
        usersOfOne = one.wrap(plain);
        usersOfTwo = two.wrap(plain);
    }

    @Test
    void theSecondReadComesFromThisProcess() throws Exception {
        hit(one, () -> usersOfOne.findById(1));

        assertThat(from(one, Outcome.Tier.NEAR, () -> usersOfOne.findById(1).orElseThrow()))
                .containsEntry("plan", "premium");
    }

    /** The value reaches Redis a moment after the fill: each attempt is a read of its own. */
    @Test
    void anotherProcessFindsTheResultInRedis() {
        AtomicInteger attempt = new AtomicInteger();
        await().atMost(Servers.DEADLINE).untilAsserted(() -> {
            Bson filter = gt("n", -attempt.incrementAndGet());
            usersOfOne.find(filter).first();
            assertThat(from(
                            two,
                            Outcome.Tier.SHARED,
                            () -> usersOfTwo.find(filter).first()))
                    .isNotNull();
        });
    }

    @Test
    void aWriteIsSeenAtOnceInItsOwnProcess() {
        for (int n = 1; n <= 50; n++) {
            usersOfOne.updateOne(eq(1), set("n", n));
            assertThat(usersOfOne.findById(1).orElseThrow()).containsEntry("n", n);
            assertThat(usersOfOne.find(eq("plan", "premium")).first()).containsEntry("n", n);
            assertThat(usersOfOne.countDocuments(eq("n", n))).isEqualTo(1);
        }
    }

    @Test
    void aWriteThroughMeerkatIsSeenInAnotherProcess() throws Exception {
        hit(two, () -> usersOfTwo.findById(1));

        usersOfOne.updateOne(eq(1), inc("n", 5));

        await().atMost(Servers.DEADLINE)
                .untilAsserted(() -> assertThat(from(
                                two,
                                Outcome.Tier.NEAR,
                                () -> usersOfTwo.findById(1).orElseThrow()))
                        .containsEntry("n", 5));
    }

    @Test
    void aWriteBehindMeerkatsBackIsSeenInAllProcesses() throws Exception {
        hit(one, () -> usersOfOne.find(eq("plan", "premium")).first());
        hit(two, () -> usersOfTwo.findById(1));

        plain.updateOne(eq(1), set("n", 7));

        await().atMost(Servers.DEADLINE).untilAsserted(() -> {
            assertThat(from(
                            one,
                            Outcome.Tier.NEAR,
                            () -> usersOfOne.find(eq("plan", "premium")).first()))
                    .containsEntry("n", 7);
            assertThat(from(two, Outcome.Tier.NEAR, () -> usersOfTwo.findById(1).orElseThrow()))
                    .containsEntry("n", 7);
        });
    }

    /** Nobody tells the cache of it but its change events, which share one time. */
    @Test
    void aTransactionInAPlainSessionIsSeenInAllProcesses() throws Exception {
        plain.insertOne(new Document("_id", 2).append("n", 0));
        for (int id = 1; id <= 2; id++) {
            int read = id;
            hit(one, () -> usersOfOne.findById(read));
            hit(two, () -> usersOfTwo.findById(read));
        }

        try (ClientSession session = servers.plain.startSession()) {
            session.startTransaction();
            plain.updateOne(session, eq(1), set("n", 8));
            plain.updateOne(session, eq(2), set("n", 9));
            assertThat(usersOfTwo.findById(1).orElseThrow()).containsEntry("n", 0);
            session.commitTransaction();
        }

        await().atMost(Servers.DEADLINE).untilAsserted(() -> {
            for (Meerkat meerkat : List.of(one, two)) {
                CachedCollection<Document> users = meerkat == one ? usersOfOne : usersOfTwo;
                assertThat(from(
                                meerkat,
                                Outcome.Tier.NEAR,
                                () -> users.findById(1).orElseThrow()))
                        .containsEntry("n", 8);
                assertThat(from(
                                meerkat,
                                Outcome.Tier.NEAR,
                                () -> users.findById(2).orElseThrow()))
                        .containsEntry("n", 9);
            }
        });
    }

    @Test
    void anAbsentDocumentIsCachedUntilItIsInserted() throws Exception {
        hit(two, () -> usersOfTwo.findById(2));
        assertThat(usersOfTwo.findById(2)).isEmpty();

        plain.insertOne(new Document("_id", 2));

        await().atMost(Servers.DEADLINE)
                .untilAsserted(() -> assertThat(usersOfTwo.findById(2)).isPresent());
    }

    @Test
    void aDroppedCollectionIsGoneFromTheCache() throws Exception {
        hit(two, () -> usersOfTwo.findById(1));

        plain.drop();

        await().atMost(Servers.DEADLINE)
                .untilAsserted(() -> assertThat(usersOfTwo.findById(1)).isEmpty());
    }

    @Test
    void oneDocumentIsInvalidatedEverywhereByOrder() throws Exception {
        plain.insertOne(new Document("_id", 9));
        hit(one, () -> usersOfOne.findById(1));
        hit(two, () -> usersOfTwo.findById(1));
        hit(two, () -> usersOfTwo.findById(9));

        one.invalidate(usersOfOne, 1);

        assertThat(isFilled(one, () -> usersOfOne.findById(1))).isTrue();
        await().atMost(Servers.DEADLINE).until(() -> isFilled(two, () -> usersOfTwo.findById(1)) || isShared(two));
        assertThat(from(two, Outcome.Tier.NEAR, () -> usersOfTwo.findById(9))).isPresent();
    }

    @Test
    void aCollectionIsClearedEverywhereByOrder() throws Exception {
        CachedCollection<Document> others =
                two.wrap(servers.plain.getDatabase("shop").getCollection("others"));
        servers.plain.getDatabase("shop").getCollection("others").insertOne(new Document());
        await().atMost(Servers.DEADLINE)
                .untilAsserted(() -> hit(two, () -> others.find().first()));
        hit(two, () -> usersOfTwo.findById(1));
        long invalidations = two.statistics().invalidations();

        one.clear(usersOfOne);

        await().atMost(Servers.DEADLINE).until(() -> two.statistics().invalidations() > invalidations);
        assertThat(misses(two, () -> usersOfTwo.findById(1))).isTrue();
        assertThat(from(two, Outcome.Tier.NEAR, () -> others.find().first())).isNotNull();
    }

    @Test
    void everythingIsClearedEverywhereByOrder() throws Exception {
        hit(two, () -> usersOfTwo.findById(1));
        long invalidations = two.statistics().invalidations();

        one.clear();

        await().atMost(Servers.DEADLINE).until(() -> two.statistics().invalidations() > invalidations);
        assertThat(misses(two, () -> usersOfTwo.findById(1))).isTrue();
    }

    @Test
    void oneOfTheTwoLeads() {
        assertThat(one.health().leader() ^ two.health().leader()).isTrue();
        assertThat(one.health().watching() ^ two.health().watching()).isTrue();
    }

    @Test
    void withoutRedisAProcessWatchesForItself() throws Exception {
        try (Meerkat alone = servers.alone()) {
            CachedCollection<Document> users = alone.wrap(plain);
            hit(alone, () -> users.findById(1));

            plain.updateOne(eq(1), set("n", 11));

            await().atMost(Servers.DEADLINE)
                    .untilAsserted(() -> assertThat(from(
                                    alone,
                                    Outcome.Tier.NEAR,
                                    () -> users.findById(1).orElseThrow()))
                            .containsEntry("n", 11));
            assertThat(alone.health().leader()).isFalse();
            assertThat(alone.health().watching()).isTrue();
        }
    }

    @Test
    void aTenantsDatabaseIsItsOwn() {
        MongoCollection<Document> tenant = servers.plain.getDatabase("tenant").getCollection("users");
        tenant.drop();
        tenant.insertOne(new Document("_id", 1).append("plan", "tenant"));

        assertThat(usersOfOne.db("tenant").findById(1).orElseThrow()).containsEntry("plan", "tenant");
        assertThat(usersOfOne.find(Filters.eq(1)).db("tenant").first()).containsEntry("plan", "tenant");
        assertThat(usersOfOne.findById(1).orElseThrow()).containsEntry("plan", "premium");
    }

    @Test
    void countsAreThereAsMeters() throws Exception {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        one.meters().bindTo(registry);
        hit(one, () -> usersOfOne.findById(1));

        assertThat(registry.get("cache.gets")
                        .tags("cache", "meerkat", "result", "hit")
                        .functionCounter()
                        .count())
                .isPositive();
        assertThat(registry.get("meerkat.bypasses").tag("reason", "gate_shut").functionCounter())
                .isNotNull();
    }

    /** Reads until the read is a near hit. */
    private static void hit(Meerkat meerkat, Callable<?> read) {
        await().atMost(Servers.DEADLINE).untilAsserted(() -> {
            read.call();
            from(meerkat, Outcome.Tier.NEAR, read);
        });
    }

    /** The read's result, which came from this tier. */
    private static <T> T from(Meerkat meerkat, Outcome.Tier tier, Callable<T> read) throws Exception {
        long before = meerkat.statistics().from(tier);
        T result = read.call();
        assertThat(meerkat.statistics().from(tier)).as("reads from %s", tier).isEqualTo(before + 1);
        return result;
    }

    private static boolean isFilled(Meerkat meerkat, Callable<?> read) throws Exception {
        long before = meerkat.statistics().from(Outcome.Tier.FILLED);
        read.call();
        return meerkat.statistics().from(Outcome.Tier.FILLED) > before;
    }

    private static boolean isShared(Meerkat meerkat) {
        return meerkat.statistics().from(Outcome.Tier.SHARED) > 0;
    }

    private static boolean misses(Meerkat meerkat, Callable<?> read) throws Exception {
        long before = meerkat.statistics().from(Outcome.Tier.NEAR);
        read.call();
        return meerkat.statistics().from(Outcome.Tier.NEAR) == before;
    }
}
