package dev.meerkat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.embedded.FaultProxy;
import dev.meerkat.monitoring.Health;
import dev.meerkat.monitoring.Status;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Without the Redis that they shared, processes watch for themselves. */
class SoloTest {

    private Servers servers;
    private CountedDocument document;

    @BeforeEach
    void start() {
        servers = new Servers();
        document = new CountedDocument(servers.plain.getDatabase("shop").getCollection("users"));
    }

    @AfterEach
    void stop() {
        servers.close();
    }

    @Test
    void whereRedisIsLostBothServeFromTheNearTierAndSeeWhatIsWrittenBehindTheirBack() {
        try (Meerkat one = servers.sharing();
                Meerkat two = servers.sharing()) {
            document.hits(one);
            document.hits(two);
            servers.redis.stop();
            document.until(List.of(one, two), () -> solo(one) && solo(two));

            for (int round = 0; round < 3; round++) {
                document.write();
                document.hits(one);
                document.hits(two);
            }
        }
    }

    @Test
    void backOnTheSharedLogNoReadIsStale() {
        try (Meerkat one = servers.sharing();
                Meerkat two = servers.sharing()) {
            servers.redis.stop();
            document.until(List.of(one, two), () -> solo(one) && solo(two));
            document.write();
            document.hits(one);
            document.hits(two);

            servers.redis.restart();
            document.until(List.of(one, two), () -> {
                document.write();
                return !one.health().solo() && !two.health().solo();
            });
            document.until(
                    List.of(one, two),
                    () -> one.health().watching() ^ two.health().watching());
            document.hits(one);
            document.hits(two);
            document.until(List.of(one, two), () -> one.health().status() == Status.UP);
            assertThat(one.health().holes() + two.health().holes()).isZero();
        }
    }

    @Test
    void aLeaderThatAloneLosesRedisWatchesForItselfAndAnotherLeads() {
        try (FaultProxy proxy = FaultProxy.to("127.0.0.1", servers.redis.port());
                Meerkat one = Servers.ready(
                        servers.builder().redisUrl("redis://" + proxy.address()).build());
                Meerkat two = servers.sharing()) {
            document.until(List.of(one, two), () -> one.health().leader());
            proxy.cut();
            document.until(
                    List.of(one, two),
                    () -> solo(one) && two.health().leader() && !two.health().solo());
            document.write();
            document.hits(one);
            document.hits(two);

            proxy.restore();
            document.until(List.of(one, two), () -> {
                document.write();
                return !one.health().solo();
            });
            document.hits(one);
            document.hits(two);
            proxy.requireTraffic();
        }
    }

    @Test
    void aProcessThatStartsWithoutRedisServesSoon() {
        servers.redis.stop();
        try (Meerkat meerkat = servers.builder().redisUrl(servers.redis.url()).build()) {
            document.until(List.of(meerkat), () -> solo(meerkat));
            document.hits(meerkat);
            document.write();
            document.hits(meerkat);
        }
    }

    /** Heartbeats that are enough for a long bound are too rare for a short one. */
    @Test
    void aProcessWithABoundMuchShorterThanTheLeadersWatchesForItself() {
        try (Meerkat leader = Servers.ready(servers.builder()
                        .maxStaleness(Duration.ofSeconds(20))
                        .redisUrl(servers.redis.url())
                        .build());
                Meerkat follower = servers.builder()
                        .maxStaleness(Duration.ofMillis(500))
                        .redisUrl(servers.redis.url())
                        .build()) {
            document.until(List.of(follower), () -> solo(follower));
            document.write();
            document.hits(follower);
            assertThat(leader.health().leader()).isTrue();
        }
    }

    @Test
    void whileTheLogGoesOnNobodyWatchesForItself() {
        try (Meerkat one = servers.sharing();
                Meerkat two = servers.sharing()) {
            long end = System.nanoTime() + 2 * Servers.BOUND.toNanos();
            document.until(List.of(one, two), () -> {
                assertThat(one.health().solo() || two.health().solo()).isFalse();
                return System.nanoTime() > end;
            });
        }
    }

    private static boolean solo(Meerkat meerkat) {
        Health health = meerkat.health();
        return health.solo() && health.watching() && health.status() == Status.DEGRADED;
    }
}
