package dev.meerkat.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.meerkat.cache.spi.LogStore.Subscription;
import dev.meerkat.cache.spi.LogStoreContract.Inbox;
import dev.meerkat.embedded.EmbeddedRedis;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RedisHintsTest {

    @ParameterizedTest
    @EnumSource
    void aHintReachesAllProcessesAndIsNoRecord(Way way) throws Exception {
        List<String> atOne = new CopyOnWriteArrayList<>();
        List<String> atTwo = new CopyOnWriteArrayList<>();
        Inbox records = new Inbox();
        try (LogCapture silence = new LogCapture();
                RedisCache one = way.open();
                RedisCache two = way.open();
                Subscription first = one.subscribeToHints(hint -> atOne.add(new String(hint, UTF_8)));
                Subscription second = two.subscribeToHints(hint -> {
                    atTwo.add(new String(hint, UTF_8));
                    throw new IllegalStateException("on purpose");
                });
                Subscription log = one.logStore().subscribe(records)) {
            await().atMost(Patience.SOON).until(() -> records.gaps() == 1);
            await().atMost(Patience.SOON).untilAsserted(() -> {
                one.publishHint("from one".getBytes(UTF_8));
                two.publishHint("from two".getBytes(UTF_8));
                assertThat(atOne).contains("from one", "from two");
                assertThat(atTwo).contains("from one", "from two");
            });
            assertThat(records.records).isEmpty();
        }
    }

    @Test
    void aRedisThatIsFrozenOrGoneHoldsNoWriterUpAndHintsGoOnAfterwards() {
        List<String> received = new CopyOnWriteArrayList<>();
        try (EmbeddedRedis redis = EmbeddedRedis.start();
                RedisCache cache = RedisCache.connect(RedisOptions.of(redis.url(), "app", "e1"));
                Subscription subscription = cache.subscribeToHints(hint -> received.add(new String(hint, UTF_8)))) {
            awaitDelivery(cache, received, "before");

            redis.pause();
            publishMany(cache);
            redis.resume();
            redis.stop();
            publishMany(cache);
            redis.restart();

            awaitDelivery(cache, received, "after");
        }
    }

    /** More than fit. */
    private static void publishMany(RedisCache cache) {
        long began = System.nanoTime();
        for (int i = 0; i < 100_000; i++) {
            cache.publishHint(new byte[100]);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
    }

    private static void awaitDelivery(RedisCache cache, List<String> received, String hint) {
        await().atMost(Patience.SOON).untilAsserted(() -> {
            cache.publishHint(hint.getBytes(UTF_8));
            assertThat(received).contains(hint);
        });
    }

    @Test
    void afterClosingHintsAreDropped() throws Exception {
        RedisCache cache = Way.SINGLE_BY_URL.open();
        Subscription subscription = cache.subscribeToHints(hint -> {});
        cache.publishHint(new byte[1]);
        cache.close();

        cache.publishHint(new byte[1]);
        subscription.close();
        cache.subscribeToHints(hint -> {}).close();
        await().atMost(Patience.SOON)
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().equals("meerkat-redis-hint")));
    }
}
