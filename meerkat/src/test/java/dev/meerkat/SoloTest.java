package dev.meerkat;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.inc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import dev.meerkat.cache.Outcome;
import dev.meerkat.embedded.FaultProxy;
import dev.meerkat.monitoring.Health;
import dev.meerkat.monitoring.Status;
import dev.meerkat.proxy.CachedCollection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Without the Redis that they shared, processes watch for themselves. */
class SoloTest {

    private Servers servers;
    private MongoCollection<Document> plain;

    /** When each value of the counter was acknowledged, at its index. */
    private final List<Long> acknowledged = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() {
        servers = new Servers();
        plain = servers.plain.getDatabase("shop").getCollection("users");
        plain.insertOne(new Document("_id", 1).append("n", 0));
        acknowledged.add(System.nanoTime());
    }

    @AfterEach
    void stop() {
        servers.close();
    }

    @Test
    void whereRedisIsLostBothServeFromTheNearTierAndSeeWhatIsWrittenBehindTheirBack() {
        try (Meerkat one = servers.sharing();
                Meerkat two = servers.sharing()) {
            hits(one);
            hits(two);
            servers.redis.stop();
            until(List.of(one, two), () -> solo(one) && solo(two));

            for (int round = 0; round < 3; round++) {
                write();
                hits(one);
                hits(two);
            }
        }
    }

    @Test
    void backOnTheSharedLogNoReadIsStale() {
        try (Meerkat one = servers.sharing();
                Meerkat two = servers.sharing()) {
            servers.redis.stop();
            until(List.of(one, two), () -> solo(one) && solo(two));
            write();
            hits(one);
            hits(two);

            servers.redis.restart();
            until(List.of(one, two), () -> {
                write();
                return !one.health().solo() && !two.health().solo();
            });
            until(
                    List.of(one, two),
                    () -> one.health().watching() ^ two.health().watching());
            hits(one);
            hits(two);
            until(List.of(one, two), () -> one.health().status() == Status.UP);
            assertThat(one.health().holes() + two.health().holes()).isZero();
        }
    }

    @Test
    void aLeaderThatAloneLosesRedisWatchesForItselfAndAnotherLeads() {
        try (FaultProxy proxy = FaultProxy.to("127.0.0.1", servers.redis.port());
                Meerkat one = Servers.ready(
                        servers.builder().redisUrl("redis://" + proxy.address()).build());
                Meerkat two = servers.sharing()) {
            until(List.of(one, two), () -> one.health().leader());
            proxy.cut();
            until(
                    List.of(one, two),
                    () -> solo(one) && two.health().leader() && !two.health().solo());
            write();
            hits(one);
            hits(two);

            proxy.restore();
            until(List.of(one, two), () -> {
                write();
                return !one.health().solo();
            });
            hits(one);
            hits(two);
            proxy.requireTraffic();
        }
    }

    @Test
    void aProcessThatStartsWithoutRedisServesSoon() {
        servers.redis.stop();
        try (Meerkat meerkat = servers.builder().redisUrl(servers.redis.url()).build()) {
            until(List.of(meerkat), () -> solo(meerkat));
            hits(meerkat);
            write();
            hits(meerkat);
        }
    }

    @Test
    void whileTheLogGoesOnNobodyWatchesForItself() {
        try (Meerkat one = servers.sharing();
                Meerkat two = servers.sharing()) {
            long end = System.nanoTime() + 2 * Servers.BOUND.toNanos();
            until(List.of(one, two), () -> {
                assertThat(one.health().solo() || two.health().solo()).isFalse();
                return System.nanoTime() > end;
            });
        }
    }

    private static boolean solo(Meerkat meerkat) {
        Health health = meerkat.health();
        return health.solo() && health.watching() && health.status() == Status.DEGRADED;
    }

    private void write() {
        plain.updateOne(eq(1), inc("n", 1));
        acknowledged.add(System.nanoTime());
    }

    /** Reads until the newest value comes out of the near tier. */
    private void hits(Meerkat meerkat) {
        until(List.of(meerkat), () -> {
            long before = meerkat.statistics().from(Outcome.Tier.NEAR);
            return read(meerkat) == acknowledged.size() - 1
                    && meerkat.statistics().from(Outcome.Tier.NEAR) > before;
        });
    }

    /** Reads again and again meanwhile, and no read may be stale. */
    private void until(List<Meerkat> readers, BooleanSupplier condition) {
        await().pollInterval(Duration.ofMillis(5)).atMost(Servers.DEADLINE).until(() -> {
            readers.forEach(this::read);
            return condition.getAsBoolean();
        });
    }

    private int read(Meerkat meerkat) {
        CachedCollection<Document> users = meerkat.wrap(plain);
        long began = System.nanoTime();
        int found = users.findById(1).orElseThrow().getInteger("n");
        if (found + 1 < acknowledged.size()) {
            long unseen = TimeUnit.NANOSECONDS.toMillis(began - acknowledged.get(found + 1));
            assertThat(unseen)
                    .as("ms since the next value was acknowledged")
                    .isLessThanOrEqualTo(Servers.BOUND.toMillis());
        }
        return found;
    }
}
