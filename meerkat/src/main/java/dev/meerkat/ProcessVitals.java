package dev.meerkat;

import dev.meerkat.cache.Gate;
import dev.meerkat.cache.ReadThroughCache;
import dev.meerkat.monitoring.RedisState;
import dev.meerkat.monitoring.Vitals;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** What can be seen of this process, also while the protocol is away. */
record ProcessVitals(ReadThroughCache cache, Gate gate, Switching switching) implements Vitals {

    @Override
    public @Nullable String off() {
        String why = switching.whyOff();
        return why == null && switching.protocol() == null ? "it has not begun yet" : why;
    }

    @Override
    public boolean watching() {
        Protocol protocol = switching.protocol();
        return protocol != null && protocol.health().watching();
    }

    @Override
    public long term() {
        return ofProtocol(protocol -> protocol.health().term());
    }

    @Override
    public long events() {
        return ofProtocol(Protocol::events);
    }

    @Override
    public long holes() {
        return ofProtocol(protocol -> protocol.health().holes());
    }

    @Override
    public RedisState redis() {
        Protocol protocol = switching.protocol();
        return protocol == null ? RedisState.NONE : protocol.redis();
    }

    private long ofProtocol(ToLongFunction<Protocol> count) {
        Protocol protocol = switching.protocol();
        return protocol == null ? 0 : count.applyAsLong(protocol);
    }
}
