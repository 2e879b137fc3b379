package dev.meerkat.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.meerkat.cache.spi.LogRefusedException;
import dev.meerkat.cache.spi.LogStore.StoredRecord;
import dev.meerkat.cache.spi.PortException;
import dev.meerkat.cache.spi.RecordId;
import dev.meerkat.embedded.EmbeddedRedisSentinel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisSentinelClient;

/** The master dies, and the sentinels make its replica the master. */
final class SentinelFailoverTest {

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

    @Test
    void aLogThatLostItsLastRecordsGoesOnAboveThem() throws PortException {
        await().atMost(Patience.SOON).ignoreExceptions().untilAsserted(() -> own.ping()); // it is connected
        append("1-1");
        await().atMost(Patience.SOON).until(this::replicaHasTheLog);
        redis.pauseReplica();
        append("1-2");
        append("1-3");

        redis.killMaster();
        redis.resume();

        await().atMost(Patience.SOON)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(own.logStore().top()).isEqualTo(RecordId.parse("1-1")));
        await().atMost(Patience.SOON).ignoreExceptions().until(() -> {
            append("1-4");
            return true;
        });
        assertThat(own.logStore().read(null, 10).stream().map(StoredRecord::id).map(RecordId::toString))
                .containsExactly("1-1", "1-4");
        assertThatThrownBy(() -> append("1-3")).isInstanceOf(LogRefusedException.class);
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

    private void append(String id) throws PortException {
        own.logStore().append(RecordId.parse(id), VALUE);
    }
}
