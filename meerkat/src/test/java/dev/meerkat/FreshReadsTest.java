package dev.meerkat;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Updates.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.AggregateIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Aggregates;
import dev.meerkat.cache.Outcome;
import dev.meerkat.proxy.CachedCollection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Over real streams: what is cached and what is not, when others write. */
class FreshReadsTest {

    /** No event of 16 MB and more can be sent. */
    private static final int ALMOST_THE_LARGEST = (16 << 20) - 200;

    private static Servers servers;
    private static Meerkat one;
    private static Meerkat two;

    private MongoCollection<Document> plain;

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
    void fill() {
        plain = collection("shop", "users");
        plain.drop();
        plain.insertOne(new Document("_id", 1).append("n", 0));
    }

    private static MongoCollection<Document> collection(String database, String name) {
        return servers.plain.getDatabase(database).getCollection(name);
    }

    private static <T> T near(Meerkat meerkat, Callable<T> read) {
        return from(meerkat, Outcome.Tier.NEAR, read);
    }

    /** Reads until this tier answers; what it answered. */
    private static <T> T from(Meerkat meerkat, Outcome.Tier tier, Callable<T> read) {
        return await().atMost(Servers.DEADLINE)
                .until(
                        () -> {
                            long before = meerkat.statistics().from(tier);
                            T result = read.call();
                            return meerkat.statistics().from(tier) > before ? List.of(result) : List.<T>of();
                        },
                        found -> !found.isEmpty())
                .get(0);
    }

    /** The snapshot is newer than events that are still to come; they take it away, and never back. */
    @Test
    void eventsThatComeLateDoNotBringBackWhatWasBeforeThem() {
        CachedCollection<Document> users = one.wrap(plain);
        near(one, () -> users.findById(1).orElseThrow());
        servers.mongo.control().pauseStreams();
        try {
            for (int n = 1; n <= 5; n++) {
                plain.updateOne(eq(1), set("n", n));
            }
            one.invalidate(users, 1); // the next read is a fresh snapshot
            assertThat(users.findById(1).orElseThrow()).containsEntry("n", 5);
        } finally {
            servers.mongo.control().resumeStreams();
        }
        await().during(Duration.ofSeconds(1))
                .atMost(Servers.DEADLINE)
                .pollInterval(Duration.ofMillis(1))
                .untilAsserted(() -> assertThat(users.findById(1).orElseThrow()).containsEntry("n", 5));
        assertThat(near(one, () -> users.findById(1).orElseThrow())).containsEntry("n", 5);
    }

    /** An event with the document before and after the change would be twice as large as any event may be. */
    @Test
    void aChangeOfTheLargestDocumentIsSeenLikeAnyOther() {
        CachedCollection<Document> users = two.wrap(plain);
        char[] padding = new char[ALMOST_THE_LARGEST];
        Arrays.fill(padding, 'x');
        plain.replaceOne(eq(1), new Document("_id", 1).append("n", 1).append("p", new String(padding)));
        near(two, () -> users.find(eq(1)).projection(new Document("n", 1)).first());
        long holes = two.health().holes();

        Arrays.fill(padding, 'y');
        plain.replaceOne(eq(1), new Document("_id", 1).append("n", 2).append("p", new String(padding)));

        await().atMost(Servers.DEADLINE)
                .untilAsserted(() -> assertThat(near(
                                two,
                                () -> users.find(eq(1))
                                        .projection(new Document("n", 1))
                                        .first()))
                        .containsEntry("n", 2));
        assertThat(two.health().holes()).isEqualTo(holes);
    }

    @Test
    void aChangeInALookedUpCollectionIsSeen() {
        MongoCollection<Document> orders = collection("shop", "orders");
        orders.drop();
        orders.insertOne(new Document("_id", 10).append("user", 1).append("total", 1));
        CachedCollection<Document> users = two.wrap(plain);
        AggregateIterable<Document> joined =
                users.aggregate(List.of(Aggregates.lookup("orders", "_id", "user", "orders")));
        Callable<Integer> total = () -> Objects.requireNonNull(joined.first())
                .getList("orders", Document.class)
                .get(0)
                .getInteger("total");
        assertThat(near(two, total)).isEqualTo(1);

        orders.updateOne(eq(10), set("total", 2));

        await().atMost(Servers.DEADLINE)
                .untilAsserted(() -> assertThat(near(two, total)).isEqualTo(2));
    }

    @Test
    void aWriteToOneDocumentLeavesAllOthersCached() {
        for (int id = 2; id <= 100; id++) {
            plain.insertOne(new Document("_id", id).append("n", 0));
        }
        CachedCollection<Document> users = two.wrap(plain);
        for (int id = 1; id <= 100; id++) {
            int read = id;
            near(two, () -> users.findById(read).orElseThrow());
        }

        plain.updateOne(eq(1), set("n", 7));

        await().atMost(Servers.DEADLINE)
                .untilAsserted(() -> assertThat(users.findById(1).orElseThrow()).containsEntry("n", 7));
        long before = two.statistics().from(Outcome.Tier.NEAR);
        for (int id = 2; id <= 100; id++) {
            assertThat(users.findById(id)).isPresent();
        }
        assertThat(two.statistics().from(Outcome.Tier.NEAR)).isEqualTo(before + 99);
    }

    @Test
    void emptyResultsAndZeroesAreCachedUntilTheyAreNoLongerTrue() {
        CachedCollection<Document> users = two.wrap(plain);
        List<Callable<Integer>> counts = List.of(
                () -> users.findById(5).isPresent() ? 1 : 0,
                () -> users.find(eq("n", 5)).first() == null ? 0 : 1,
                () -> users.find(eq("n", 5)).into(new ArrayList<>()).size(),
                () -> users.aggregate(List.of(Aggregates.match(eq("n", 5))))
                        .into(new ArrayList<>())
                        .size(),
                () -> users.distinct("m", eq("n", 5), Integer.class)
                        .into(new ArrayList<>())
                        .size(),
                () -> (int) users.countDocuments(eq("n", 5)));
        for (Callable<Integer> count : counts) {
            assertThat(near(two, count)).isZero();
        }

        plain.insertOne(new Document("_id", 5).append("n", 5).append("m", 5));

        for (Callable<Integer> count : counts) {
            await().atMost(Servers.DEADLINE)
                    .untilAsserted(() -> assertThat(near(two, count)).isEqualTo(1));
        }
    }

    /** The value reaches Redis a moment after the fill: each attempt is a read of its own. */
    @Test
    void tenantsShareNoEntryInEitherTier() {
        List<String> tenants = List.of("tenant-a", "tenant-b", "tenant-c");
        for (String tenant : tenants) {
            collection(tenant, "users").drop();
            collection(tenant, "users").insertOne(new Document("_id", 1).append("owner", tenant));
        }
        AtomicInteger attempt = new AtomicInteger();
        await().atMost(Servers.DEADLINE).untilAsserted(() -> {
            int n = attempt.incrementAndGet();
            for (int i = 0; i < 2; i++) {
                for (String tenant : tenants) {
                    assertThat(owner(one, tenant, n)).isEqualTo(tenant);
                }
            }
            long before = two.statistics().from(Outcome.Tier.SHARED);
            for (String tenant : tenants) {
                assertThat(owner(two, tenant, n)).isEqualTo(tenant);
            }
            assertThat(two.statistics().from(Outcome.Tier.SHARED)).isEqualTo(before + tenants.size());
        });
    }

    private String owner(Meerkat by, String tenant, int n) {
        Document found = by.wrap(plain).db(tenant).find(ne("n", n)).first();
        return Objects.requireNonNull(found).getString("owner");
    }
}
