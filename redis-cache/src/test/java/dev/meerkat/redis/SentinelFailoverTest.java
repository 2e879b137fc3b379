package dev.meerkat.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.meerkat.cache.ClusterTime;
import dev.meerkat.cache.Dependencies;
import dev.meerkat.cache.Gate;
import dev.meerkat.cache.Guards;
import dev.meerkat.cache.Invalidations;
import dev.meerkat.cache.Namespace;
import dev.meerkat.cache.log.LogFollower;
import dev.meerkat.cache.log.LogWriter;
import dev.meerkat.cache.spi.LogRefusedException;
import dev.meerkat.cache.spi.LogStore.StoredRecord;
import dev.meerkat.cache.spi.ManualTicker;
import dev.meerkat.cache.spi.PortException;
import dev.meerkat.cache.spi.RecordId;
import dev.meerkat.embedded.EmbeddedRedisSentinel;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisSentinelClient;

/** The master dies, and the sentinels make its replica the master. */
final class SentinelFailoverTest {

    private static final Dependencies ANY = Dependencies.existence(new Namespace("shop", "orders"));
    private static final byte[] VALUE = "value".getBytes(UTF_8);

    private final EmbeddedRedisSentinel redis = EmbeddedRedisSentinel.start();
    private final RedisCache own = RedisCache.connect(RedisOptions.of(redis.url(), "app", "e1"));

    @AfterEach
    void close() {
        own.close();
        redis.close();
    }

    @Test
    void valuesLogAndBroadcastGoOnWithTheNewMasterAndTheGapIsTold() {
        try (RedisSentinelClient client = Way.client(redis);
                RedisCache lent = RedisCache.connect(RedisOptions.of(client, "app", "e1"));
                Traffic withOwn = new Traffic(own);
                Traffic withLent = new Traffic(lent)) {
            withOwn.awaitWorking();
            withLent.awaitWorking();
            int gaps = withOwn.gaps();
            int gapsOfLent = withLent.gaps();

            redis.killMaster();

            await().atMost(Patience.SOON).until(() -> withOwn.gaps() > gaps && withLent.gaps() > gapsOfLent);
            withOwn.awaitWorking();
            withLent.awaitWorking();
        }
    }

    /** W is 100, 110, 120, 130 after the records 1-1 to 1-4; the new master never had 1-2 and 1-3. */
    @Test
    void afterTheLossOfTheLogsLastRecordsWhoMissedThemRaisesItsFloorAndTheLogGoesOnAboveThem() throws PortException {
        await().atMost(Patience.SOON).ignoreExceptions().untilAsserted(() -> own.ping()); // it is connected
        Follower ahead = new Follower();
        Follower behind = new Follower();
        LogWriter writer = new LogWriter(own.logStore(), 1, null, ClusterTime.NONE, ahead.log::accept);
        writer.start(100);
        behind.log.catchUp();
        await().atMost(Patience.SOON).until(this::replicaHasTheLog);
        redis.pauseReplica();
        writer.append(List.of(), 110);
        writer.append(List.of(), 120);

        redis.killMaster();
        redis.resume();
        await().atMost(Patience.SOON)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(own.logStore().top()).isEqualTo(RecordId.parse("1-1")));
        assertThatThrownBy(() -> own.logStore().append(RecordId.parse("1-1"), VALUE))
                .isInstanceOf(LogRefusedException.class);
        writer.append(List.of(), 130);
        behind.log.catchUp();

        assertThat(own.logStore().read(null, 10).stream().map(StoredRecord::id).map(RecordId::toString))
                .containsExactly("1-1", "1-4");
        assertThat(ahead.gate.watermark()).isEqualTo(130);
        assertThat(ahead.log.holes()).isZero();
        assertThat(behind.gate.watermark()).isEqualTo(130);
        assertThat(behind.log.holes()).isEqualTo(1);
        assertThat(behind.invalidations.latest(ANY)).isEqualTo(120);
    }

    private final class Follower {

        private final Invalidations invalidations = new Invalidations(1000, Guards.all());
        private final Gate gate = new Gate(new ManualTicker(), Duration.ofSeconds(5), Guards.all());
        private final LogFollower log = new LogFollower(own.logStore(), invalidations, gate, invalidations::raise);
    }

    private boolean replicaHasTheLog() {
        int port = redis.serverPorts().stream()
                .filter(it -> it != redis.masterPort())
                .findFirst()
                .orElseThrow();
        try (RedisClient replica = RedisClient.create("127.0.0.1", port)) {
            return replica.exists("app:e1:log");
        }
    }
}
