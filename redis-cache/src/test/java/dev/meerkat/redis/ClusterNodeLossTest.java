package dev.meerkat.redis;

import static org.awaitility.Awaitility.await;

import dev.meerkat.embedded.EmbeddedRedisCluster;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.util.JedisClusterCRC16;

/** A master of a cluster dies, the one with the log, and its replica takes its place. */
final class ClusterNodeLossTest {

    @Test
    void valuesLogAndBroadcastGoOnWithTheOtherNodesAndTheGapIsTold() {
        try (EmbeddedRedisCluster redis = EmbeddedRedisCluster.start();
                RedisClusterClient client = Way.client(redis)) {
            String epoch = epochWhoseLogIsBelow(redis.slotsOfFirst());
            String first = "redis-cluster://127.0.0.1:" + redis.ports().get(0);
            try (RedisCache own = RedisCache.connect(RedisOptions.of(first, "app", epoch));
                    RedisCache lent = RedisCache.connect(RedisOptions.of(client, "app", epoch));
                    Traffic withOwn = new Traffic(own);
                    Traffic withLent = new Traffic(lent)) {
                await().atMost(Patience.SOON).until(() -> withOwn.gaps() == 1); // at the only node that it knows
                withOwn.awaitWorking();
                withLent.awaitWorking();

                redis.killFirst();

                await().atMost(Patience.SOON).until(() -> withOwn.gaps() > 1);
                withOwn.awaitWorking();
                withLent.awaitWorking();
            }
        }
    }

    private static String epochWhoseLogIsBelow(int slot) {
        return IntStream.range(0, 1000)
                .mapToObj(i -> "e" + i)
                .filter(epoch -> JedisClusterCRC16.getSlot("app:" + epoch + ":log") < slot)
                .findFirst()
                .orElseThrow();
    }
}
