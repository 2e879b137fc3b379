package dev.meerkat;

import dev.meerkat.cache.Audit;
import dev.meerkat.cache.CacheSwitch;
import dev.meerkat.cache.Gate;
import dev.meerkat.cache.Guards;
import dev.meerkat.cache.Invalidations;
import dev.meerkat.cache.ReadThroughCache;
import dev.meerkat.cache.spi.RemoteTier;
import dev.meerkat.cache.spi.Ticker;
import dev.meerkat.monitoring.DecisionLog;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A process's cache and what decides for it, from the first build to the close; the protocol comes and goes.
 *
 * @param onOff whether it has a part in anything
 * @param gate whether it may serve
 * @param invalidations what has changed
 * @param tier what it shares with other processes
 * @param reads the cache itself
 */
record LocalCache(
        CacheSwitch onOff, Gate gate, Invalidations invalidations, ReplaceableTier tier, ReadThroughCache reads) {

    /** Empty, and off. */
    static LocalCache of(MeerkatConfig config) {
        Guards guards = config.forTests().guards();
        Ticker ticker = config.forTests().ticker();
        Gate gate = new Gate(ticker, config.times().maxStaleness(), guards);
        Invalidations invalidations = new Invalidations(config.limits().tags(), guards);
        ReplaceableTier tier = new ReplaceableTier();
        ReadThroughCache reads = new ReadThroughCache(
                gate,
                invalidations,
                config.sharing() ? tier : RemoteTier.none(),
                tier::epoch,
                config.limits(),
                ticker,
                guards);
        if (config.auditShare() > 0) {
            reads = reads.withAudit(new Audit(
                    config.auditShare(), () -> ThreadLocalRandom.current().nextDouble(), gate, invalidations, guards));
        }
        return new LocalCache(
                new CacheSwitch(false),
                gate,
                invalidations,
                tier,
                config.debug() ? reads.withDecisions(new DecisionLog()) : reads);
    }
}
