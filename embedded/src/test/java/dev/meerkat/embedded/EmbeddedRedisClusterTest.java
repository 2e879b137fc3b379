package dev.meerkat.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EmbeddedRedisClusterTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void everySlotHasItsMasterAndTheFirstOnesAreTakenOverByTheReplica() throws IOException {
        try (EmbeddedRedisCluster redis = EmbeddedRedisCluster.start()) {
            int first = redis.ports().get(0);
            int replica = redis.ports().get(3);
            assertThat(RedisReply.to("SET {06S}a 1", first)).isEqualTo("OK"); // slot 0
            assertThat(RedisReply.to("CLUSTER COUNTKEYSINSLOT 0", first)).isEqualTo("1");
            for (int port : redis.ports()) {
                assertThat(RedisReply.to("CLUSTER INFO", port)).contains("cluster_slots_ok:16384", "cluster_size:3");
            }
            await().atMost(SOON)
                    .until(() ->
                            RedisReply.to("CLUSTER COUNTKEYSINSLOT 0", replica).equals("1"));

            redis.killFirst();

            await().atMost(SOON)
                    .until(() -> RedisReply.orNothing("SET {06S}b 2", replica).equals("OK"));
            assertThat(RedisReply.to("GET {06S}a", replica)).isEqualTo("1");
        }
    }
}
