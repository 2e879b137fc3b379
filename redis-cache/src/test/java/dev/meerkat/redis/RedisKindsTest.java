package dev.meerkat.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.meerkat.cache.spi.PortException;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What is to be said of our own clients of each kind beyond the contracts. */
final class RedisKindsTest {

    private static final byte[] KEY = "key".getBytes(UTF_8);
    private static final byte[] VALUE = "value".getBytes(UTF_8);

    @ParameterizedTest
    @CsvSource({
        "redis-sentinel://127.0.0.1:1/m, no sentinel tells where the master 'm' is (127.0.0.1:1:",
        "redis-cluster://127.0.0.1:1, no node tells about the cluster (Failed to connect to 127.0.0.1:1.)"
    })
    void whoIsMissingAtTheStartIsToldAndReadsAreMisses(String url, String message) {
        try (RedisCache cache = RedisCache.connect(RedisOptions.of(url, "app", "e1"))) {
            assertThat(cache.statistics().breaker()).isEqualTo(BreakerState.CLOSED);
            await().atMost(Patience.SOON).until(() -> {
                assertThat(cache.remoteTier().get(KEY)).isNull();
                return !cache.statistics().available();
            });
            await().atMost(Patience.SOON)
                    .untilAsserted(() -> assertThatThrownBy(cache::ping)
                            .isInstanceOf(PortException.class)
                            .hasMessageContaining(message));
            assertThat(cache.statistics().outages()).isEqualTo(1);
        }
    }

    @Test
    void aMasterThatTheSentinelsDoNotKnowIsTold() {
        String url = Way.Shared.SENTINEL.get().url() + "-of-others";
        try (RedisCache cache =
                RedisCache.connect(RedisOptions.of(url, "app", "e1").withLimits(Patience.LIMITS))) {
            assertThatThrownBy(cache::ping).hasMessageContaining("knows no master of this name");
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.MATCH_ALL, names = ".*_BY_URL")
    void closingEndsEveryThreadAndMayBeDoneTwice(Way way) throws Exception {
        Set<Thread> before = threads();
        RedisCache cache = way.open();
        try (Traffic traffic = new Traffic(cache)) {
            traffic.awaitWorking();
        }
        assertThat(threads()).hasSizeGreaterThan(before.size());
        assertThat(threads()).allMatch(Thread::isDaemon);

        cache.close();
        cache.close();

        await().atMost(Patience.SOON).until(() -> before.containsAll(threads()));
        assertThat(cache.remoteTier().get(KEY)).isNull();
        cache.remoteTier().put(KEY, VALUE, Duration.ofMinutes(1));
        assertThatThrownBy(() -> cache.logStore().top()).isInstanceOf(PortException.class);
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches("meerkat.*|pool-.*"))
                .collect(Collectors.toSet());
    }
}
