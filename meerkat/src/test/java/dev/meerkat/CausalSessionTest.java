package dev.meerkat;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import dev.meerkat.cache.BypassReason;
import dev.meerkat.cache.CausalPast;
import dev.meerkat.cache.Outcome;
import dev.meerkat.proxy.CachedCollection;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two Meerkats, as two processes have them, while the change stream lags: within the bound one of them may serve what was true
 * before, but not to whoever has seen more.
 */
class CausalSessionTest {

    private static final Duration BOUND = Duration.ofSeconds(20);

    private static Servers servers;
    private static Meerkat one;
    private static Meerkat two;

    private MongoCollection<Document> plain;
    private CachedCollection<Document> ofOne;
    private CachedCollection<Document> ofTwo;

    @BeforeAll
    static void start() {
        servers = new Servers();
        one = Servers.ready(servers.builder().maxStaleness(BOUND).build());
        two = Servers.ready(servers.builder().maxStaleness(BOUND).build());
    }

    @AfterAll
    static void stop() {
        two.close();
        one.close();
        servers.close();
    }

    /** Two has the document as it was before a write that its stream has not shown yet. */
    @BeforeEach
    void lag() {
        plain = servers.plain.getDatabase("shop").getCollection("users");
        ofOne = one.wrap(plain);
        ofTwo = two.wrap(plain);
        ofOne.replaceOne(eq(1), new Document("n", 0), new com.mongodb.client.model.ReplaceOptions().upsert(true));
        await().atMost(Servers.DEADLINE).until(() -> n(ofTwo) == 0 && isNear());
        servers.mongo.control().pauseStreams();
    }

    @AfterEach
    void goOn() {
        servers.mongo.control().resumeStreams();
    }

    private static boolean isNear() {
        return two.statistics().from(Outcome.Tier.NEAR) > 0;
    }

    private static int n(CachedCollection<Document> users) {
        return users.findById(1).orElseThrow().getInteger("n");
    }

    /** Else the tests would show nothing. */
    private void assertTwoIsBehind() {
        assertThat(n(ofTwo)).isZero();
    }

    @Test
    void whatOneHasWrittenTheOtherReads() {
        String token;
        try (CausalSession session = one.session()) {
            ofOne.updateOne(eq(1), set("n", 1));
            token = session.token();
        }
        assertTwoIsBehind();
        try (CausalSession session = two.after(token)) {
            assertThat(n(ofTwo)).isEqualTo(1);
            assertThat(ofTwo.find(eq("n", 1)).first()).isNotNull();
            assertThat(ofTwo.countDocuments(eq("n", 1))).isEqualTo(1);
        }
    }

    /** The cached result's version is from before the write that it shows: the token must not be. */
    @Test
    void whatOneHasReadTheOtherReadsToo() {
        plain.updateOne(eq(1), set("n", 1));
        String token;
        try (CausalSession session = one.session()) {
            assertThat(ofOne.find(eq("n", 1)).first()).isNotNull();
            token = session.token();
        }
        assertTwoIsBehind();
        try (CausalSession session = two.after(token)) {
            assertThat(n(ofTwo)).isEqualTo(1);
        }
    }

    @Test
    void aHitCountsAsSeenToo() {
        plain.updateOne(eq(1), set("n", 1));
        assertThat(ofOne.find(eq("n", 1)).first()).isNotNull();
        String token;
        try (CausalSession session = one.session()) {
            long hits = one.statistics().from(Outcome.Tier.NEAR);
            assertThat(ofOne.find(eq("n", 1)).first()).isNotNull();
            assertThat(one.statistics().from(Outcome.Tier.NEAR)).isEqualTo(hits + 1);
            token = session.token();
        }
        assertTwoIsBehind();
        try (CausalSession session = two.after(token)) {
            assertThat(n(ofTwo)).isEqualTo(1);
        }
    }

    @Test
    void whatIsReadPastTheCacheCountsAsSeen() {
        plain.updateOne(eq(1), set("n", 1));
        String token;
        try (CausalSession session = one.session()) {
            assertThat(n(ofOne.noCache())).isEqualTo(1);
            token = session.token();
        }
        assertTwoIsBehind();
        try (CausalSession session = two.after(token)) {
            assertThat(n(ofTwo)).isEqualTo(1);
        }
    }

    @Test
    void aCursorReadPastTheCacheCountsAsSeen() {
        plain.updateOne(eq(1), set("n", 1));
        String token;
        try (CausalSession session = one.session()) {
            ofOne.noCache().find().forEach(document -> assertThat(document).containsEntry("n", 1));
            token = session.token();
        }
        try (CausalSession session = two.after(token)) {
            assertThat(n(ofTwo)).isEqualTo(1);
        }
    }

    @Test
    void theChainGoesOnThroughSeveralProcesses() {
        String token;
        try (CausalSession session = one.session()) {
            ofOne.updateOne(eq(1), set("n", 1));
            token = session.token();
        }
        try (CausalSession session = two.after(token)) {
            assertThat(n(ofTwo)).isEqualTo(1);
            ofTwo.updateOne(eq(1), set("n", 2));
            token = session.token();
        }
        try (CausalSession session = one.after(token)) {
            assertThat(n(ofOne)).isEqualTo(2);
        }
    }

    @Test
    void onceTheEventsHaveComeTheCacheServesTheChain() {
        String token;
        try (CausalSession session = one.session()) {
            ofOne.updateOne(eq(1), set("n", 1));
            token = session.token();
        }
        servers.mongo.control().resumeStreams();
        await().atMost(Servers.DEADLINE).untilAsserted(() -> {
            try (CausalSession session = two.after(token)) {
                n(ofTwo);
                long hits = two.statistics().from(Outcome.Tier.NEAR);
                assertThat(n(ofTwo)).isEqualTo(1);
                assertThat(two.statistics().from(Outcome.Tier.NEAR)).isEqualTo(hits + 1);
            }
        });
    }

    @Test
    void itHoldsInItsThreadOnlyAndUntilItIsClosed() throws Exception {
        String token;
        try (CausalSession session = one.session()) {
            ofOne.updateOne(eq(1), set("n", 1));
            token = session.token();
        }
        try (CausalSession session = two.after(token)) {
            assertThat(CompletableFuture.supplyAsync(() -> n(ofTwo)).get()).isZero();
        }
        assertTwoIsBehind();
    }

    @Test
    void sessionsAreClosedInTheOppositeOrder() {
        CausalSession outer = one.session();
        CausalSession inner = one.session();
        assertThatIllegalStateException().isThrownBy(outer::close);
        inner.close();
        outer.close();
    }

    @Test
    void aWriteIsSeenWhileTheCacheIsOut() {
        try (Meerkat off = servers.builder().enabled(false).build();
                CausalSession session = off.session()) {
            String before = session.token();
            off.wrap(plain).updateOne(eq(1), set("n", 1));
            assertThat(session.token()).isNotEqualTo(before);
            try (CausalSession elsewhere = two.after(session.token())) {
                assertThat(n(ofTwo)).isEqualTo(1);
            }
        }
    }

    /** Whoever makes up a token loses time and nothing else. */
    @Test
    void aTimeThatMongoDbHasNotComeToIsNoFailure() {
        long later = Instant.now().plus(Duration.ofDays(30)).getEpochSecond() << 32;
        String invented = CausalToken.of("", new CausalPast(later)).toString();
        try (CausalSession session = two.after(invented)) {
            assertThat(n(ofTwo)).isZero();
            assertThat(ofTwo.find().first()).isNotNull();
            ofTwo.updateOne(eq(1), set("n", 3));
        }
        assertThat(n(ofTwo)).isEqualTo(3);
    }

    @Test
    void whatIsNoTokenIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> one.after("Bearer x"))
                .withMessageContaining("session.token()");
    }

    @Test
    void aTighterBoundLeavesOutWhatMayBeOlder() {
        ofOne.updateOne(eq(1), set("n", 1));
        await().atMost(Servers.DEADLINE).untilAsserted(() -> {
            assertTwoIsBehind();
            assertThat(n(ofTwo.maxStale(Duration.ofMillis(100)))).isEqualTo(1);
        });
        assertThat(two.statistics().bypasses()).containsKey(BypassReason.MAX_STALENESS);
        assertThat(n(two.maxStale(ofTwo, Duration.ZERO))).isEqualTo(1);
    }
}
