package dev.meerkat;

import static com.mongodb.client.model.Aggregates.match;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Updates.inc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import dev.meerkat.cache.AuditStatistics;
import dev.meerkat.cache.AuditVerdict;
import dev.meerkat.cache.CacheStatistics;
import dev.meerkat.cache.Guard;
import dev.meerkat.cache.Outcome.Tier;
import dev.meerkat.cache.Without;
import dev.meerkat.embedded.FaultProxy;
import dev.meerkat.monitoring.Status;
import dev.meerkat.proxy.CachedCollection;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Hits that are read again: what the audit of a whole process finds. */
class AuditTest {

    private static final Duration SHORT = Duration.ofMillis(500);

    private Servers servers;
    private MongoCollection<Document> plain;

    @BeforeEach
    void start() {
        servers = new Servers();
        plain = servers.plain.getDatabase("shop").getCollection("users");
        plain.insertMany(List.of(user(1), user(2), user(3)));
    }

    @AfterEach
    void stop() {
        servers.close();
    }

    private static Document user(int id) {
        return new Document("_id", id).append("n", 0).append("plan", "premium");
    }

    private MeerkatBuilder auditing() {
        return servers.builder().auditShare(1);
    }

    private static long found(Meerkat meerkat, AuditVerdict verdict) {
        return meerkat.auditStatistics().of(verdict);
    }

    /** No verdicts but these, but for what a slow machine leaves undone. */
    private static void only(Meerkat meerkat, AuditVerdict... verdicts) {
        Set<AuditVerdict> others = EnumSet.allOf(AuditVerdict.class);
        List.of(verdicts).forEach(others::remove);
        others.removeAll(List.of(AuditVerdict.DROPPED, AuditVerdict.FAILED));
        assertThat(meerkat.auditStatistics().verdicts())
                .allSatisfy((verdict, count) -> assertThat(others.contains(verdict) ? count : 0)
                        .as(verdict.name())
                        .isZero());
    }

    private static void readAll(CachedCollection<Document> users) {
        users.findById(1);
        users.find(eq("plan", "premium")).into(new ArrayList<>());
        users.find().sort(new Document("n", 1)).limit(2).into(new ArrayList<>());
        users.find(eq("n", 0)).first();
        users.countDocuments(gte("n", 0));
        users.distinct("plan", String.class).into(new ArrayList<>());
        users.aggregate(List.of(match(eq("plan", "premium")))).into(new ArrayList<>());
    }

    private static void until(BooleanSupplier condition, Runnable meanwhile) {
        await().pollInterval(Duration.ofMillis(10)).atMost(Servers.DEADLINE).until(() -> {
            meanwhile.run();
            return condition.getAsBoolean();
        });
    }

    @Test
    void inCalmAllHitsOfAllKindsAreFresh() {
        try (Meerkat one =
                        Servers.ready(auditing().redisUrl(servers.redis.url()).build());
                Meerkat two =
                        Servers.ready(auditing().redisUrl(servers.redis.url()).build())) {
            CachedCollection<Document> first = one.wrap(plain);
            CachedCollection<Document> second = two.wrap(plain);
            until(() -> one.statistics().sharedPuts() >= 8, () -> readAll(first));
            until(() -> found(two, AuditVerdict.FRESH) >= 50, () -> readAll(second));

            assertThat(two.statistics().from(Tier.SHARED)).isPositive();
            only(one, AuditVerdict.FRESH);
            only(two, AuditVerdict.FRESH);
        }
    }

    @Test
    void whileOthersWriteHitsAreStaleButNeverPastTheBound() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (Meerkat meerkat = Servers.ready(auditing().maxStaleness(SHORT).build())) {
            meerkat.meters().bindTo(registry);
            meerkat.meters().bindTo(registry);
            CachedCollection<Document> users = meerkat.wrap(plain);
            until(() -> found(meerkat, AuditVerdict.STALE) >= 3, () -> {
                readAll(users);
                plain.updateOne(eq(1), inc("n", 1));
                readAll(users);
            });

            AuditStatistics found = meerkat.auditStatistics();
            only(meerkat, AuditVerdict.FRESH, AuditVerdict.STALE, AuditVerdict.CHANGED_LATER, AuditVerdict.UNDECIDED);
            assertThat(found.longestStale()).isPositive().isLessThanOrEqualTo(SHORT);
            assertThat(registry.get("meerkat.audit.hits")
                            .tag("verdict", "stale")
                            .functionCounter()
                            .count())
                    .isGreaterThanOrEqualTo((double) found.of(AuditVerdict.STALE));
            assertThat(registry.get("meerkat.audit.stale").timer().count())
                    .isBetween(3L, found(meerkat, AuditVerdict.STALE));
            assertThat(meerkat.health().broken()).isZero();
        }
    }

    @Test
    void whatChangedAfterItWasServedIsNotCountedAsStale() throws Exception {
        SentCommands sent = new SentCommands();
        try (MongoClient client = sent.clientOf(servers.mongo.uri());
                Meerkat meerkat = Servers.ready(auditing().maxStaleness(SHORT).build())) {
            CachedCollection<Document> users =
                    meerkat.wrap(client.getDatabase("shop").getCollection("users"));
            for (int round = 0; found(meerkat, AuditVerdict.CHANGED_LATER) == 0; round++) {
                assertThat(round).as("rounds without a verdict in time").isLessThan(50);
                settle(meerkat, users);
                Runnable release = sent.hold("aggregate");
                users.countDocuments();
                long served = System.nanoTime();
                await().atMost(Servers.DEADLINE)
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> meerkat.health().freshness().orElseThrow().toNanos() < System.nanoTime() - served);
                plain.insertOne(user(100 + round));
                release.run();
                settle(meerkat, users);
            }
            only(meerkat, AuditVerdict.CHANGED_LATER, AuditVerdict.FRESH);
        }
    }

    /** Nothing waits for a verdict any more, and the count is cached. */
    private static void settle(Meerkat meerkat, CachedCollection<Document> users) {
        await().atMost(Servers.DEADLINE).until(() -> {
            long hits = hits(meerkat);
            users.countDocuments();
            return hits(meerkat) > hits;
        });
        await().atMost(Servers.DEADLINE)
                .until(() -> meerkat.auditStatistics().verdicts().values().stream()
                                .mapToLong(Long::longValue)
                                .sum()
                        == hits(meerkat));
    }

    private static long hits(Meerkat meerkat) {
        CacheStatistics counts = meerkat.statistics();
        return counts.from(Tier.NEAR) + counts.from(Tier.SHARED);
    }

    @Test
    void withoutTheRuleTheAuditFindsBrokenPromises() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (Meerkat faulty = Servers.ready(
                        auditing().guards(Without.guard(Guard.RULE)).build());
                Meerkat sound = Servers.ready(auditing().build())) {
            faulty.meters().bindTo(registry);
            CachedCollection<Document> bad = faulty.wrap(plain);
            CachedCollection<Document> good = sound.wrap(plain);
            until(() -> faulty.auditStatistics().broken() > 2, () -> {
                bad.findById(1);
                good.findById(1);
                plain.updateOne(eq(1), inc("n", 1));
            });

            assertThat(faulty.health().status()).isEqualTo(Status.DEGRADED);
            assertThat(faulty.health().reason()).contains("break the promise");
            assertThat(faulty.health().broken()).isPositive();
            assertThat(registry.get("meerkat.audit.hits")
                            .tag("verdict", "unexplained")
                            .functionCounter()
                            .count())
                    .isPositive();
            assertThat(sound.auditStatistics().broken()).isZero();
            assertThat(sound.health().status()).isEqualTo(Status.UP);
        }
    }

    @Test
    void withoutTheGateTheAuditFindsWhatIsStalePastTheBound() {
        try (Meerkat faulty = Servers.ready(
                auditing().maxStaleness(SHORT).guards(Without.guard(Guard.GATE)).build())) {
            CachedCollection<Document> users = faulty.wrap(plain);
            until(() -> found(faulty, AuditVerdict.FRESH) > 2, () -> users.findById(1));
            servers.mongo.control().pauseStreams();
            plain.updateOne(eq(1), inc("n", 1));
            long begin = System.nanoTime();
            until(
                    () -> System.nanoTime() - begin > 2 * SHORT.toNanos(),
                    () -> {}); // few hits can wait for their verdict
            users.findById(1);
            servers.mongo.control().resumeStreams();
            until(() -> found(faulty, AuditVerdict.STALE_PAST_BOUND) > 0, () -> {});

            assertThat(faulty.auditStatistics().longestStale()).isGreaterThan(SHORT);
            assertThat(faulty.health().status()).isEqualTo(Status.DEGRADED);
        }
    }

    @Test
    void whereMongoDoesNotAnswerTheSecondReadsFailAndNothingElse() throws Exception {
        try (FaultProxy proxy = FaultProxy.to("127.0.0.1", servers.mongo.port());
                MongoClient client = MongoClients.create("mongodb://" + proxy.address() + "/?directConnection=true");
                Meerkat meerkat = Servers.ready(auditing().build())) {
            CachedCollection<Document> users =
                    meerkat.wrap(client.getDatabase("shop").getCollection("users"));
            until(() -> found(meerkat, AuditVerdict.FRESH) > 0, () -> users.findById(1));
            proxy.cut();
            long before = meerkat.statistics().from(Tier.NEAR);
            until(() -> found(meerkat, AuditVerdict.FAILED) >= 2, () -> users.findById(1));

            assertThat(meerkat.statistics().from(Tier.NEAR)).isGreaterThan(before + 2);
            assertThat(meerkat.statistics().bypassed()).isLessThanOrEqualTo(1);
            only(meerkat, AuditVerdict.FRESH);
            assertThat(meerkat.health().status()).isEqualTo(Status.UP);
            proxy.requireTraffic();
        }
    }

    @Test
    void unlessToldNothingIsReadAgain() {
        SentCommands sent = new SentCommands();
        try (MongoClient client = sent.clientOf(servers.mongo.uri());
                Meerkat meerkat = servers.alone()) {
            CachedCollection<Document> users =
                    meerkat.wrap(client.getDatabase("shop").getCollection("users"));
            until(() -> meerkat.statistics().from(Tier.NEAR) > 0, () -> users.findById(1));
            sent.clear();
            long before = meerkat.statistics().from(Tier.NEAR);
            until(() -> meerkat.statistics().from(Tier.NEAR) > before + 50, () -> users.findById(1));

            assertThat(sent.names()).isEmpty();
            assertThat(meerkat.auditStatistics()).isEqualTo(AuditStatistics.NONE);
        }
    }

    @Test
    void switchedOffNothingIsReadAgainAndSwitchedOnItGoesOn() {
        try (Meerkat meerkat = Servers.ready(auditing().maxStaleness(SHORT).build())) {
            CachedCollection<Document> users = meerkat.wrap(plain);
            for (int round = 0; round < 3; round++) {
                until(() -> found(meerkat, AuditVerdict.FRESH) > 5, () -> users.findById(1));
                meerkat.disable();
                users.updateOne(eq(1), inc("n", 1));
                meerkat.enable();
                long before = found(meerkat, AuditVerdict.FRESH);
                until(() -> found(meerkat, AuditVerdict.FRESH) > before + 5, () -> users.findById(1));
            }
            assertThat(meerkat.auditStatistics().broken()).isZero();
        }
    }
}
