package dev.meerkat;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import dev.meerkat.cache.BypassReason;
import dev.meerkat.cache.Outcome;
import dev.meerkat.proxy.CachedCollection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The cache switched off and on: at the start, while the application runs, with reads and writes under way. */
class SwitchingTest {

    /** So long that the gate stays open from before a disabling until after the next enabling. */
    private static final Duration LONG = Duration.ofSeconds(5);

    private final SentCommands sent = new SentCommands();
    private Servers servers;
    private MongoClient client;
    private MongoCollection<Document> plain;
    private MongoCollection<Document> mine;

    @BeforeEach
    void start() {
        servers = new Servers();
        client = sent.clientOf(servers.mongo.uri());
        plain = servers.plain.getDatabase("shop").getCollection("users");
        mine = client.getDatabase("shop").getCollection("users");
        plain.insertOne(new Document("_id", 1).append("n", 0));
    }

    @AfterEach
    void stop() {
        client.close();
        servers.close();
    }

    private MeerkatBuilder builder() {
        return Meerkat.builder()
                .mongoClient(client)
                .staticAssetDb("metadata")
                .multiDb(true)
                .maxStaleness(Duration.ofMillis(500));
    }

    private static int n(CachedCollection<Document> users) {
        return users.findById(1).orElseThrow().getInteger("n");
    }

    private static void hit(Meerkat meerkat, CachedCollection<Document> users) {
        await().atMost(Servers.DEADLINE).until(() -> {
            long before = meerkat.statistics().from(Outcome.Tier.NEAR);
            n(users);
            return meerkat.statistics().from(Outcome.Tier.NEAR) > before;
        });
    }

    @Test
    void disabledAtTheStartNothingOfOursIsTouchedUntilItIsEnabled() {
        try (Meerkat meerkat =
                builder().variables(Map.of("MEERKAT_ENABLED", "false")).build()) {
            CachedCollection<Document> users = meerkat.wrap(mine);
            users.updateOne(eq(1), set("n", 1));
            assertThat(n(users)).isEqualTo(1);

            assertThat(sent.names()).containsExactly("update", "find");
            assertThat(servers.plain.listDatabaseNames()).doesNotContain("metadata");
            assertThat(meerkat.isEnabled()).isFalse();
            assertThat(meerkat.health().serving()).isFalse();
            assertThat(meerkat.statistics().bypasses()).containsEntry(BypassReason.DISABLED, 1L);

            meerkat.enable();

            assertThat(meerkat.isEnabled()).isTrue();
            hit(meerkat, users);
            assertThat(servers.plain.listDatabaseNames()).contains("metadata");
        }
    }

    @Test
    void whileDisabledOnlyTheApplicationsOwnCommandsAreSent() {
        try (Meerkat meerkat =
                Servers.ready(builder().redisUrl(servers.redis.url()).build())) {
            CachedCollection<Document> users = meerkat.wrap(mine);
            hit(meerkat, users);

            meerkat.disable();
            sent.clear();

            await().atMost(Servers.DEADLINE)
                    .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                            .extracting(Thread::getName)
                            .noneMatch(name -> name.startsWith("meerkat-")));
            List<String> expected = new ArrayList<>();
            await().during(Duration.ofSeconds(1)).atMost(Servers.DEADLINE).until(() -> {
                n(users);
                expected.add("find");
                return sent.names().equals(expected);
            });
            users.updateOne(eq(1), set("n", 1));
            expected.add("update");
            assertThat(sent.names()).isEqualTo(expected);
            assertThat(servers.plain
                            .getDatabase("metadata")
                            .getCollection("meerkat.leases")
                            .find()
                            .first())
                    .as("the lease was given back")
                    .containsEntry("holder", null);
        }
    }

    @Test
    void aHandleFromBeforeCachesAgainAfterwards() {
        try (Meerkat meerkat = Servers.ready(builder().build())) {
            CachedCollection<Document> users = meerkat.wrap(mine);
            for (int round = 0; round < 3; round++) {
                hit(meerkat, users);
                meerkat.disable();
                long before = meerkat.statistics().from(Outcome.Tier.NEAR);
                n(users);
                assertThat(meerkat.statistics().from(Outcome.Tier.NEAR)).isEqualTo(before);
                meerkat.enable();
            }
            hit(meerkat, users);
        }
    }

    @Test
    void whatWasWrittenWhileDisabledIsSeenByTheFirstReadAfterwards() {
        try (Meerkat meerkat = Servers.ready(builder().maxStaleness(LONG).build())) {
            assertThat(staleReads(meerkat, 6)).isZero();
        }
    }

    @Test
    void withoutTheFloorItIsNot() {
        try (Meerkat meerkat = Servers.ready(
                builder().maxStaleness(LONG).withoutFloorWhenEnabled().build())) {
            assertThat(staleReads(meerkat, 6)).isPositive();
        }
    }

    /** Caches, disables, writes through Meerkat and behind its back, enables, and reads until something is served. */
    private int staleReads(Meerkat meerkat, int rounds) {
        CachedCollection<Document> users = meerkat.wrap(mine);
        int stale = 0;
        for (int round = 1; round <= rounds; round++) {
            hit(meerkat, users);
            meerkat.disable();
            if (round % 2 == 0) {
                users.updateOne(eq(1), set("n", round));
            } else {
                plain.updateOne(eq(1), set("n", round));
            }
            meerkat.enable();
            await().atMost(Servers.DEADLINE)
                    .pollInterval(Duration.ofNanos(1))
                    .until(() -> meerkat.health().serving());
            stale += n(users) == round ? 0 : 1;
        }
        return stale;
    }

    @Test
    void nothingIsServedWhileAWriteFromBeforeIsUnderWay() throws Exception {
        ExecutorService writer = Executors.newSingleThreadExecutor();
        try (Meerkat meerkat = Servers.ready(builder().maxStaleness(LONG).build())) {
            CachedCollection<Document> users = meerkat.wrap(mine);
            CachedCollection<Document> readers = meerkat.wrap(plain);
            hit(meerkat, readers);
            meerkat.disable();
            Runnable release = sent.hold("update");
            Future<?> write = writer.submit(() -> users.updateOne(eq(1), set("n", 1)));
            sent.awaitHeld();

            meerkat.enable();

            await().during(Duration.ofSeconds(1))
                    .atMost(Servers.DEADLINE)
                    .until(() -> n(readers) == 0 && !meerkat.health().serving());
            release.run();
            write.get(10, TimeUnit.SECONDS);
            assertThat(n(readers)).isEqualTo(1);
            Servers.ready(meerkat);
            assertThat(n(readers)).isEqualTo(1);
            hit(meerkat, readers);
            assertThat(n(readers)).isEqualTo(1);
        } finally {
            writer.shutdownNow();
        }
    }

    @Test
    void aWriteThatIsUnderWayWhenItIsDisabledIsNotMissedEither() throws Exception {
        ExecutorService writer = Executors.newSingleThreadExecutor();
        try (Meerkat meerkat = Servers.ready(builder().maxStaleness(LONG).build())) {
            CachedCollection<Document> users = meerkat.wrap(mine);
            hit(meerkat, users);
            Runnable release = sent.hold("update");
            Future<?> write = writer.submit(() -> users.updateOne(eq(1), set("n", 1)));
            sent.awaitHeld();
            meerkat.disable();
            meerkat.enable();
            Servers.ready(meerkat);

            release.run();
            write.get(10, TimeUnit.SECONDS);

            assertThat(n(users)).isEqualTo(1);
        } finally {
            writer.shutdownNow();
        }
    }

    /** Threads write and read their own documents while another switches. */
    @Test
    void everyThreadReadsItsOwnWritesWhileAnotherSwitches() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        AtomicBoolean stop = new AtomicBoolean();
        try (Meerkat meerkat = Servers.ready(builder().maxStaleness(LONG).build())) {
            CachedCollection<Document> users = meerkat.wrap(mine);
            List<Future<Integer>> workers = new ArrayList<>();
            for (int id = 10; id < 14; id++) {
                int own = id;
                workers.add(threads.submit(() -> writeAndRead(users, own, stop)));
            }
            for (int round = 0; round < 15; round++) {
                meerkat.disable();
                meerkat.enable();
                Servers.ready(meerkat);
            }
            stop.set(true);
            for (Future<Integer> worker : workers) {
                assertThat(worker.get(10, TimeUnit.SECONDS)).isPositive();
            }
            assertThat(meerkat.statistics().from(Outcome.Tier.NEAR)).isPositive();
            assertThat(meerkat.statistics().bypasses()).containsKey(BypassReason.DISABLED);
        } finally {
            threads.shutdownNow();
        }
    }

    private static int writeAndRead(CachedCollection<Document> users, int id, AtomicBoolean stop) {
        users.insertOne(new Document("_id", id).append("n", 0));
        int n = 0;
        while (!stop.get()) {
            n++;
            users.updateOne(eq(id), set("n", n));
            for (int read = 0; read < 5; read++) {
                assertThat(users.findById(id).orElseThrow()).containsEntry("n", n);
            }
        }
        return n;
    }

    @Test
    void switchingTwiceIsFineFromSeveralThreads() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (Meerkat meerkat = Servers.ready(builder().build())) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                all.add(threads.submit(i % 2 == 0 ? meerkat::disable : meerkat::enable));
            }
            for (Future<?> each : all) {
                each.get(60, TimeUnit.SECONDS);
            }
            meerkat.disable();
            meerkat.disable();
            assertThat(meerkat.isEnabled()).isFalse();
            meerkat.enable();
            meerkat.enable();
            assertThat(meerkat.isEnabled()).isTrue();
            hit(meerkat, meerkat.wrap(mine));
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void itMayBeClosedWhileDisabled() {
        Meerkat meerkat = builder().enabled(false).build();
        CachedCollection<Document> users = meerkat.wrap(mine);
        meerkat.close();

        assertThat(n(users)).as("handles of the application's own client go on").isZero();
        assertThatThrownBy(meerkat::enable)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        meerkat.disable();
        assertThat(meerkat.isEnabled()).isFalse();
    }

    @Test
    void whereTheLeaderIsDisabledAnotherProcessLeads() {
        try (Meerkat one = servers.sharing();
                Meerkat two = servers.sharing()) {
            Meerkat leader = one.health().leader() ? one : two;
            Meerkat other = leader == one ? two : one;
            CachedCollection<Document> users = other.wrap(plain);

            leader.disable();

            await().atMost(Servers.DEADLINE).until(() -> other.health().leader());

            Servers.ready(other);

            hit(other, users);

            plain.updateOne(eq(1), set("n", 5));
            await().atMost(Servers.DEADLINE).until(() -> n(users) == 5);

            leader.enable();

            hit(leader, leader.wrap(plain));

            assertThat(n(leader.wrap(plain))).isEqualTo(5);
            assertThat(leader.health().leader()).isFalse();
        }
    }
}
