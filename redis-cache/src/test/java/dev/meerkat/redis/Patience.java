package dev.meerkat.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;

/** Limits for tests whose subject is not time: a machine that is busy with something else fails none of them. */
final class Patience {

    /** How long is waited for what must happen. */
    static final Duration SOON = Duration.ofSeconds(30);

    static final RedisLimits LIMITS =
            new RedisLimits(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(10), 8);

    private Patience() {}

    /** Puts the value until it is found, which is soon. */
    static void putUntilFound(RedisCache cache, byte[] key, byte[] value) {
        await().atMost(SOON).pollDelay(Duration.ZERO).untilAsserted(() -> {
            cache.remoteTier().put(key, value, Duration.ofMinutes(10));
            assertThat(cache.remoteTier().get(key)).isEqualTo(value);
        });
    }
}
