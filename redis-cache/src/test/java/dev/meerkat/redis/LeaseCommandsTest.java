package dev.meerkat.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.meerkat.cache.spi.ManualTicker;
import dev.meerkat.cache.spi.RemoteTier;
import dev.meerkat.embedded.EmbeddedRedis;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

/** How leases and puts go to Redis, and what becomes of them where Redis refuses. */
final class LeaseCommandsTest {

    private static final Duration LONG = Duration.ofMinutes(10);
    private static final byte[] KEY = "key".getBytes(UTF_8);
    private static final byte[] MARK = "mark".getBytes(UTF_8);
    private static final byte[] VALUE = "value".getBytes(UTF_8);

    private static EmbeddedRedis redis;
    private static RedisClient client;
    private final ManualTicker ticker = new ManualTicker();
    private RedisCache cache;
    private RemoteTier tier;

    @BeforeAll
    static void startRedis() {
        redis = EmbeddedRedis.start();
        client = RedisClient.create("127.0.0.1", redis.port());
    }

    @AfterAll
    static void stopRedis() {
        client.close();
        redis.close();
    }

    @BeforeEach
    void open() {
        client.configSet("maxmemory", "0");
        client.flushAll();
        client.configSet("maxmemory-policy", "noeviction");
        cache = RedisCache.connect(RedisOptions.of(redis.url(), "app", "e1").withLimits(Patience.LIMITS), ticker);
        tier = cache.remoteTier();
    }

    @AfterEach
    void close() {
        cache.close();
    }

    private static long calls(String command) {
        return client.info("commandstats")
                .lines()
                .filter(line -> line.startsWith("cmdstat_" + command + ":calls="))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf('=') + 1, line.indexOf(','))))
                .sum();
    }

    @Test
    void aLeaseIsAskedForInOneRoundTrip() {
        long sets = calls("set");
        long gets = calls("get");

        tier.getOrPut(KEY, MARK, LONG);
        tier.getOrPut(KEY, MARK, LONG);

        assertThat(calls("set") - sets).isEqualTo(2);
        assertThat(calls("get") - gets).isZero();
        assertThat(client.pttl("app:e1:v:key")).isBetween(1L, LONG.toMillis());
    }

    /** As an older Redis does, which does not know the combination. */
    @Test
    void aRedisThatRefusesItIsReadAndNotAskedAgainForAWhile() {
        tier.swap(KEY, VALUE, LONG);
        client.configSet("maxmemory", "1");
        long sets = calls("set");

        for (int i = 0; i < 10; i++) {
            assertThat(tier.getOrPut(KEY, MARK, LONG)).isEqualTo(VALUE);
            assertThat(tier.swap(KEY, MARK, LONG)).isNull();
        }

        assertThat(calls("set") - sets).isLessThanOrEqualTo(1);
        assertThat(cache.statistics().available()).isTrue();
        assertThat(cache.statistics().failures()).isZero();
    }

    @Test
    void onceItIsTakenAgainThereAreLeasesAgain() {
        client.configSet("maxmemory", "1");
        assertThat(tier.getOrPut(KEY, MARK, LONG)).isNull();
        client.configSet("maxmemory", "0");
        assertThat(tier.getOrPut(KEY, MARK, LONG)).isNull();
        assertThat(tier.get(KEY)).as("not tried yet").isNull();

        ticker.pass(Duration.ofSeconds(10));

        assertThat(tier.getOrPut(KEY, MARK, LONG)).isNull();
        assertThat(tier.getOrPut(KEY, VALUE, LONG)).isEqualTo(MARK);
    }

    @Test
    void aForeignThingUnderTheKeyEndsNoLeases() {
        client.lpush("app:e1:v:key", "a list");
        assertThat(tier.getOrPut(KEY, MARK, LONG)).isNull();

        byte[] other = "other".getBytes(UTF_8);
        assertThat(tier.getOrPut(other, MARK, LONG)).isNull();
        assertThat(tier.getOrPut(other, VALUE, LONG)).isEqualTo(MARK);
    }

    @Test
    void valuesThatWaitGoToRedisTogether() {
        long before = readsOfSockets();
        for (int i = 0; i < 1000; i++) {
            tier.put(("key" + i).getBytes(UTF_8), VALUE, LONG);
        }

        await().atMost(Patience.SOON).until(() -> cache.statistics().stored() == 1000);
        assertThat(readsOfSockets() - before).as("reads for 1000 values").isLessThan(500);
        assertThat(client.dbSize()).isEqualTo(1000);
    }

    @Test
    void valuesThatRedisRefusesAreCountedAsDropped() {
        client.configSet("maxmemory", "1");
        for (int i = 0; i < 100; i++) {
            tier.put(("key" + i).getBytes(UTF_8), VALUE, LONG);
        }

        await().atMost(Patience.SOON).until(() -> cache.statistics().dropped() == 100);
        assertThat(cache.statistics().stored()).isZero();
        assertThat(cache.statistics().available()).isTrue();
    }

    private static long readsOfSockets() {
        return client.info("stats")
                .lines()
                .filter(line -> line.startsWith("total_reads_processed:"))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1)))
                .sum();
    }
}
