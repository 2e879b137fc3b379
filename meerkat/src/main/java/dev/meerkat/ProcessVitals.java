package dev.meerkat;

import dev.meerkat.cache.Audit;
import dev.meerkat.cache.AuditStatistics;
import dev.meerkat.cache.Gate;
import dev.meerkat.cache.ReadThroughCache;
import dev.meerkat.monitoring.RedisState;
import dev.meerkat.monitoring.Vitals;
import org.jspecify.annotations.Nullable;

/**
 * What can be seen of this process, also while the protocol is away.
 *
 * @param local its cache
 * @param switching whether the protocol is there
 * @param sharing whether it has a Redis
 */
record ProcessVitals(LocalCache local, Switching switching, boolean sharing) implements Vitals {

    @Override
    public ReadThroughCache cache() {
        return local.reads();
    }

    @Override
    public AuditStatistics audit() {
        Audit audit = local.reads().audit();
        return audit == null ? AuditStatistics.NONE : audit.statistics();
    }

    @Override
    public Gate gate() {
        return local.gate();
    }

    @Override
    public @Nullable String off() {
        Switching.State state = switching.state();
        if (state.protocol() == null) {
            return state.whyOff();
        }
        return local.onOff().isOn() ? null : "it is being switched on: what was written before is not yet known";
    }

    @Override
    public boolean watching() {
        Protocol protocol = switching.state().protocol();
        return protocol != null && protocol.node().isWatching();
    }

    @Override
    public boolean solo() {
        Protocol protocol = switching.state().protocol();
        return protocol != null && protocol.node().isSolo();
    }

    @Override
    public long term() {
        Protocol protocol = switching.state().protocol();
        return protocol == null ? 0 : protocol.node().term();
    }

    @Override
    public long events() {
        return switching.state().events();
    }

    @Override
    public long holes() {
        return switching.state().holes();
    }

    /** While the cache is off Redis is not talked to, and nothing is known against it. */
    @Override
    public RedisState redis() {
        Protocol protocol = switching.state().protocol();
        if (protocol != null) {
            return protocol.redis();
        }
        return sharing ? RedisState.UP : RedisState.NONE;
    }
}
