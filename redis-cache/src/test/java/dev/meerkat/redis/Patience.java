package dev.meerkat.redis;

import java.time.Duration;

/** Limits for tests whose subject is not time: a machine that is busy with something else fails none of them. */
final class Patience {

    static final RedisLimits LIMITS =
            new RedisLimits(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(10), 8);

    private Patience() {}
}
