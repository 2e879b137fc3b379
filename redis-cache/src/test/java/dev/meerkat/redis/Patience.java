package dev.meerkat.redis;

import java.time.Duration;

/** Limits for tests whose subject is not time: a machine that is busy with something else fails none of them. */
final class Patience {

    /** How long is waited for what must happen. */
    static final Duration SOON = Duration.ofSeconds(30);

    static final RedisLimits LIMITS =
            new RedisLimits(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(10), 8);

    private Patience() {}
}
