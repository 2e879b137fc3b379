package dev.meerkat.cache;

import dev.meerkat.cache.DecisionListener.Origin;
import dev.meerkat.cache.spi.Loader;
import dev.meerkat.cache.spi.RemoteTier;
import dev.meerkat.cache.spi.Ticker;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The cache of one process: near tier, shared tier, MongoDB, in this order, under the one {@link Rule}. Does what
 * {@link ReadPlan} decides. Thread-safe.
 *
 * <p>There may be several views of one cache, made by its with-methods. All of them share everything but what the method
 * names.
 */
public final class ReadThroughCache {

    private final Gate gate;
    private final Invalidations invalidations;
    private final Rule rule;
    private final Disturbances disturbances;
    private final Ticker ticker;
    private final NearTiers nearTiers;
    private final SharedTier shared;
    private final Loads loads;
    private final Fills fills;
    private final Tally tally;
    private final NearTier near;
    private final @Nullable Decisions decisions;
    private final @Nullable Audit audit;

    /**
     * Empty.
     *
     * @param gate tells whether anything may be served
     * @param invalidations tells what has changed
     * @param remote the shared tier
     * @param epoch of the cluster; entries of another epoch are foreign
     * @param limits how much the cache may take
     * @param ticker the process's clocks
     * @param guards all, but in a test of the tests
     */
    public ReadThroughCache(
            Gate gate,
            Invalidations invalidations,
            RemoteTier remote,
            byte[] epoch,
            CacheLimits limits,
            Ticker ticker,
            Guards guards) {
        this(gate, invalidations, remote, EntryFormat.always(epoch), limits, ticker, guards);
    }

    /**
     * A cache whose epoch may become known after it was made, or never.
     *
     * @param gate tells whether anything may be served
     * @param invalidations tells what has changed
     * @param remote the shared tier
     * @param epoch of the cluster, asked for each time that the shared tier is used
     * @param limits how much the cache may take
     * @param ticker the process's clocks
     * @param guards all, but in a test of the tests
     */
    public ReadThroughCache(
            Gate gate,
            Invalidations invalidations,
            RemoteTier remote,
            Supplier<byte[]> epoch,
            CacheLimits limits,
            Ticker ticker,
            Guards guards) {
        this.gate = gate;
        this.invalidations = invalidations;
        this.rule = new Rule(gate, invalidations, guards);
        this.disturbances = new Disturbances(gate, invalidations, guards);
        this.ticker = ticker;
        this.nearTiers = new NearTiers(limits.nearBytes(), ticker, guards);
        this.shared = new SharedTier(
                remote, epoch, rule, ticker, new FillLeases(remote, ticker, gate, invalidations, guards), disturbances);
        this.loads = new Loads(ticker);
        this.fills = new Fills(
                rule,
                shared,
                disturbances,
                new InputReads(invalidations, rule, disturbances),
                loads,
                ticker,
                limits.flightTimeout(),
                guards);
        this.tally = new Tally();
        this.near = nearTiers.common();
        this.decisions = null;
        this.audit = null;
    }

    /** Another view of the same cache. */
    private ReadThroughCache(
            ReadThroughCache same, NearTier near, @Nullable Decisions decisions, @Nullable Audit audit) {
        this.gate = same.gate;
        this.invalidations = same.invalidations;
        this.rule = same.rule;
        this.disturbances = same.disturbances;
        this.ticker = same.ticker;
        this.nearTiers = same.nearTiers;
        this.shared = same.shared;
        this.loads = same.loads;
        this.fills = same.fills;
        this.tally = same.tally;
        this.near = near;
        this.decisions = decisions;
        this.audit = audit;
    }

    /**
     * The same cache with one more near tier, which holds what is read through the result: for reads that must not
     * crowd out others, or be crowded out. All else is the same for both: the shared tier, what has changed, flights,
     * counts. To be kept and used again: each call makes a tier, which lives as long as the cache.
     *
     * @param bytes the new near tier's weight at most
     * @return a view of this cache
     */
    public ReadThroughCache withOwnNear(long bytes) {
        return new ReadThroughCache(this, nearTiers.add(bytes), decisions, audit);
    }

    /**
     * The same cache, which tells this listener of what is decided through the result.
     *
     * @param listener told in the thread that does it
     * @return a view of this cache
     */
    public ReadThroughCache withDecisions(DecisionListener listener) {
        return new ReadThroughCache(this, near, new Decisions(listener, gate), audit);
    }

    /**
     * The same cache, of which this audit learns all that changes through the result.
     *
     * @param its the audit
     * @return a view of this cache
     */
    public ReadThroughCache withAudit(Audit its) {
        return new ReadThroughCache(this, near, decisions, its);
    }

    /** {@return what reads a share of the hits again; null where nothing does} */
    public @Nullable Audit audit() {
        return audit;
    }

    /** {@return the audit, where there is one and it chooses the hit that was just served; else null} */
    public @Nullable Audit auditOfHit() {
        return audit != null && audit.chooses() ? audit : null;
    }

    /**
     * From now on tells this listener of every load, through whichever view, for as long as the cache lives. Does
     * nothing where one that equals it is told already.
     *
     * @param listener told in the thread that does it
     */
    public void onLoads(LoadListener listener) {
        loads.listen(listener);
    }

    /**
     * The near tier's valid entry under this key for such a reader, counted as a hit, or null. Takes no lock.
     *
     * @param nearKey as {@link ReadRequest#nearKey} gives it
     * @param wanted how fresh it has to be
     * @return the entry, or null
     */
    public @Nullable Entry hit(Object nearKey, Freshness wanted) {
        long now = ticker.currentTimeMillis();
        Entry entry = near.get(nearKey, now);
        if (entry == null || !rule.admits(entry, wanted, now)) {
            return null;
        }
        tally.served(Outcome.Tier.NEAR);
        if (decisions != null) {
            decisions.served(Outcome.Tier.NEAR, nearKey);
        }
        return entry;
    }

    /**
     * Reads through the tiers. The loader is used at most once, by this thread.
     *
     * @param request the read
     * @param loader reads from MongoDB
     * @return the result, and where it came from
     */
    public Outcome read(ReadRequest request, Loader loader) {
        ReadPlan plan = ReadPlan.decide(rule, request.dependencies(), request.freshness(), near.get(request.nearKey()));
        Outcome outcome;
        if (plan instanceof ReadPlan.Serve serve) {
            outcome = new Outcome.Served(serve.entry(), Outcome.Tier.NEAR);
        } else if (plan instanceof ReadPlan.Fill fill) {
            outcome = fills.get(request, loader, fill, near);
        } else {
            outcome = new Outcome.Bypassed(((ReadPlan.Bypass) plan).reason());
        }
        if (request.counted()) {
            count(request, outcome);
        }
        return outcome;
    }

    private void count(ReadRequest request, Outcome outcome) {
        if (outcome instanceof Outcome.Served served) {
            tally.served(served.tier());
            if (decisions != null) {
                decisions.served(served.tier(), request.key());
            }
        } else {
            BypassReason reason = ((Outcome.Bypassed) outcome).reason();
            tally.bypassed(reason);
            if (decisions != null) {
                decisions.bypassed(reason, request.dependencies().namespaces().get(0), request.key());
            }
        }
    }

    /**
     * Says what would become of a read now, and why. Changes nothing, loads nothing, counts nothing; asks the shared
     * tier.
     *
     * @param request the read
     * @return the explanation
     */
    public Explanation explain(ReadRequest request) {
        return new Explainer(gate, rule, invalidations, shared, ticker).explain(request, near);
    }

    /**
     * {@return why nothing may be served to such a reader now; null where it may be}
     *
     * @param wanted how fresh it has to be
     */
    public @Nullable BypassReason refusal(Freshness wanted) {
        return rule.isOpen(wanted) ? null : BypassReason.ofShutGate(wanted);
    }

    /**
     * Counts a read that never came here.
     *
     * @param reason why it was not cached
     */
    public void bypassed(BypassReason reason) {
        countBypass(reason, null);
    }

    /**
     * Counts a read of this namespace that never came here.
     *
     * @param reason why it was not cached
     * @param namespace database and collection
     */
    public void bypassed(BypassReason reason, Namespace namespace) {
        countBypass(reason, namespace);
    }

    private void countBypass(BypassReason reason, @Nullable Namespace namespace) {
        tally.bypassed(reason);
        if (decisions != null) {
            decisions.bypassed(reason, namespace, null);
        }
    }

    /**
     * A local write was answered: raises what it may have changed, in this process, before the caller gets its answer.
     *
     * @param invalidation carries the write's operation time
     */
    public void written(Invalidation invalidation) {
        gate.heard(invalidation.time());
        apply(invalidation, Origin.OWN_WRITE);
    }

    /**
     * Applies an invalidation from the log.
     *
     * @param invalidation what changed, and when
     */
    public void apply(Invalidation invalidation) {
        apply(invalidation, Origin.LOG);
    }

    private void apply(Invalidation invalidation, Origin origin) {
        invalidations.raise(invalidation);
        if (invalidation instanceof Invalidation.Documents change) {
            disturbances.raised(change);
        }
        boolean cached = nearTiers.concernedBy(invalidation);
        tally.invalidated(cached);
        if (audit != null) {
            audit.raised(invalidation);
        }
        if (decisions != null) {
            decisions.invalidated(invalidation, origin, cached);
        }
    }

    /** Forgets what this process holds, in all near tiers. Other processes and the shared tier keep theirs. */
    public void clearNear() {
        nearTiers.clear();
    }

    /** {@return the counts since the start, of all views and their near tiers together} */
    public CacheStatistics statistics() {
        return tally.statistics(nearTiers, shared);
    }
}
