package dev.meerkat;

import dev.meerkat.cache.Gate;
import dev.meerkat.cache.ReadThroughCache;
import dev.meerkat.monitoring.RedisState;
import dev.meerkat.monitoring.Vitals;
import dev.meerkat.redis.RedisCache;
import org.jspecify.annotations.Nullable;

/** What can be seen of this process. */
record ProcessVitals(
        ReadThroughCache cache,
        Gate gate,
        Node node,
        @Nullable RedisCache shared) implements Vitals {

    @Override
    public @Nullable String off() {
        return null;
    }

    @Override
    public boolean watching() {
        return node.health().watching();
    }

    @Override
    public long term() {
        return node.health().term();
    }

    @Override
    public long events() {
        return 0; // the node doesn't say yet
    }

    @Override
    public long holes() {
        return node.health().holes();
    }

    @Override
    public RedisState redis() {
        if (shared == null) {
            return RedisState.NONE;
        }
        return shared.statistics().available() ? RedisState.UP : RedisState.DOWN;
    }
}
