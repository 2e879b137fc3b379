package dev.meerkat.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmbeddedRedisSentinelTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void theReplicaTakesTheDeadMastersPlaceWithItsData() throws IOException {
        try (EmbeddedRedisSentinel redis = EmbeddedRedisSentinel.start()) {
            int master = redis.masterPort();
            assertThat(RedisReply.to("SET a 1", master)).isEqualTo("OK");
            await().atMost(SOON)
                    .until(() -> RedisReply.to("GET a", replica(redis)).equals("1"));

            redis.killMaster();

            await().atMost(SOON).until(() -> redis.masterPort() != master);
            await().atMost(SOON)
                    .until(() ->
                            RedisReply.orNothing("SET b 2", redis.masterPort()).equals("OK"));
            assertThat(RedisReply.to("GET a", redis.masterPort())).isEqualTo("1");
        }
    }

    @Test
    void aFrozenReplicaMissesWhatIsWritten() throws IOException {
        try (EmbeddedRedisSentinel redis = EmbeddedRedisSentinel.start()) {
            int replica = replica(redis);
            redis.pauseReplica();
            assertThat(RedisReply.orNothing("PING", replica)).isEmpty();
            assertThat(RedisReply.to("SET a 1", redis.masterPort())).isEqualTo("OK");
            redis.killMaster();
            redis.resume();

            await().atMost(SOON).until(() -> redis.masterPort() == replica);
            assertThat(RedisReply.to("GET a", replica)).isEmpty();
        }
    }

    @Test
    void closingLeavesNothing() {
        EmbeddedRedisSentinel redis = EmbeddedRedisSentinel.start();
        Path home = redis.home();
        List<Integer> ports = redis.sentinelPorts();

        redis.close();
        redis.close();

        assertThat(Files.exists(home)).isFalse();
        assertThat(ports).noneMatch(RedisReply::isAnswering);
        assertThat(redis.serverPorts()).noneMatch(RedisReply::isAnswering);
    }

    private static int replica(EmbeddedRedisSentinel redis) {
        int master = redis.masterPort();
        return redis.serverPorts().stream()
                .filter(port -> port != master)
                .findFirst()
                .orElseThrow();
    }
}
