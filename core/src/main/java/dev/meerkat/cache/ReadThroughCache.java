package dev.meerkat.cache;

import dev.meerkat.cache.spi.Loader;
import dev.meerkat.cache.spi.Loader.Loaded;
import dev.meerkat.cache.spi.PortException;
import dev.meerkat.cache.spi.RemoteTier;
import dev.meerkat.cache.spi.Ticker;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The cache of one process: near tier, shared tier, MongoDB, in this order, under the one {@link Rule}. Does what
 * {@link ReadPlan} decides. Thread-safe.
 *
 * <p>Of several callers who miss the same thing at once, one fills and the others join its flight, but only where the rule
 * would serve its version to them now.
 */
public final class ReadThroughCache {

    private static final Duration LONGEST_TTL = Duration.ofDays(36_500);

    private final Gate gate;
    private final Invalidations invalidations;
    private final Rule rule;
    private final boolean asofBeforeRead;
    private final NearTiers nearTiers;
    private final NearTier near;
    private final SharedTier shared;
    private final Ticker ticker;
    private final Duration flightTimeout;
    private final ConcurrentMap<Object, Flight> flights;
    private final Counters<Outcome.Tier> reads;
    private final Counters<BypassReason> bypasses;
    private final LongAdder raised;

    /**
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
        this.asofBeforeRead = guards.has(Guard.ASOF_BEFORE_READ);
        this.nearTiers = new NearTiers(ticker);
        this.near = nearTiers.add(limits.nearBytes());
        this.shared = new SharedTier(remote, epoch, rule, ticker);
        this.ticker = ticker;
        this.flightTimeout = limits.flightTimeout();
        this.flights = new ConcurrentHashMap<>();
        this.reads = new Counters<>(Outcome.Tier.class);
        this.bypasses = new Counters<>(BypassReason.class);
        this.raised = new LongAdder();
    }

    /** Another view of the same cache. */
    private ReadThroughCache(ReadThroughCache same, NearTier near) {
        this.gate = same.gate;
        this.invalidations = same.invalidations;
        this.rule = same.rule;
        this.asofBeforeRead = same.asofBeforeRead;
        this.nearTiers = same.nearTiers;
        this.near = near;
        this.shared = same.shared;
        this.ticker = same.ticker;
        this.flightTimeout = same.flightTimeout;
        this.flights = same.flights;
        this.reads = same.reads;
        this.bypasses = same.bypasses;
        this.raised = same.raised;
    }

    /**
     * The same cache with one more near tier, which holds what is read through the result: for reads that must not crowd out
     * others, or be crowded out. All else is the same for both: the shared tier, what has changed, flights, counts. To be
     * kept and used again: each call makes a tier, which lives as long as the cache.
     *
     * @param bytes the new near tier's weight at most
     */
    public ReadThroughCache withOwnNear(long bytes) {
        return new ReadThroughCache(this, nearTiers.add(bytes));
    }

    /** The near tier's valid entry under this key, counted as a hit, or null. Takes no lock. */
    public @Nullable Entry hit(Object nearKey) {
        long now = ticker.currentTimeMillis();
        Entry entry = near.get(nearKey, now);
        if (entry == null || !rule.admits(entry.asof(), entry.dependencies(), now)) {
            return null;
        }
        reads.increment(Outcome.Tier.NEAR);
        return entry;
    }

    /** Reads through the tiers. The loader is used at most once, by this thread. */
    public Outcome read(ReadRequest request, Loader loader) {
        Dependencies dependencies = request.dependencies();
        ReadPlan plan = ReadPlan.decide(rule, dependencies, near.get(request.nearKey()));
        Outcome outcome;
        if (plan instanceof ReadPlan.Serve serve) {
            outcome = new Outcome.Served(serve.entry(), Outcome.Tier.NEAR);
        } else if (plan instanceof ReadPlan.Fill fill) {
            outcome = joinOrFill(request, loader, new Flight(fill.asof()));
        } else {
            outcome = new Outcome.Bypassed(((ReadPlan.Bypass) plan).reason());
        }
        if (request.counted()) {
            count(outcome);
        }
        return outcome;
    }

    private Outcome joinOrFill(ReadRequest request, Loader loader, Flight mine) {
        Flight flight = flights.compute(
                request.nearKey(),
                (key, other) -> other != null && rule.admits(other.asof(), request.dependencies()) ? other : mine);
        if (flight == mine) {
            return fill(request, loader, mine);
        }
        Entry joined = flight.await(flightTimeout);
        return joined != null && suits(joined, flight, request.dependencies())
                ? new Outcome.Served(joined, Outcome.Tier.JOINED)
                : new Outcome.Bypassed(BypassReason.FLIGHT_FAILED);
    }

    /** The shared tier may have brought an older version than the flight was joined for. */
    private boolean suits(Entry joined, Flight flight, Dependencies dependencies) {
        return !ClusterTime.isAfter(flight.asof(), joined.asof()) || rule.admits(joined.asof(), dependencies);
    }

    private Outcome fill(ReadRequest request, Loader loader, Flight mine) {
        Entry landed = null;
        try {
            Entry found = shared.get(request);
            if (found != null) {
                near.put(request.nearKey(), found);
                landed = found;
                return new Outcome.Served(found, Outcome.Tier.SHARED);
            }
            Loaded result = loader.load(mine.asof());
            if (result instanceof Loaded.Oversize oversize) {
                return new Outcome.Oversize(oversize.rest());
            }
            Entry loaded = entry(request, mine.asof(), (Loaded.Complete) result);
            near.put(request.nearKey(), loaded);
            shared.put(request, loaded);
            landed = loaded;
            return new Outcome.Served(loaded, Outcome.Tier.FILLED);
        } catch (PortException e) {
            return new Outcome.Bypassed(BypassReason.FILL_FAILED);
        } finally {
            flights.remove(request.nearKey(), mine);
            mine.land(landed);
        }
    }

    private Entry entry(ReadRequest request, long asof, Loaded.Complete result) {
        long version = asofBeforeRead ? asof : result.operationTime();
        Duration ttl = request.ttl().compareTo(LONGEST_TTL) > 0 ? LONGEST_TTL : request.ttl();
        long expiresAt = ticker.currentTimeMillis() + ttl.toMillis();
        return new Entry(version, result.operationTime(), result.documents(), request.dependencies(), expiresAt);
    }

    private void count(Outcome outcome) {
        if (outcome instanceof Outcome.Served served) {
            reads.increment(served.tier());
        } else {
            bypasses.increment(
                    outcome instanceof Outcome.Bypassed bypassed ? bypassed.reason() : BypassReason.OVERSIZE);
        }
    }

    /** Whether anything may be served now. */
    public boolean isServing() {
        return rule.isOpen();
    }

    /** Counts a read that never came here. */
    public void bypassed(BypassReason reason) {
        bypasses.increment(reason);
    }

    /**
     * A local write was answered: raises what it may have changed, in this process, before the caller gets its answer.
     *
     * @param invalidation carries the write's operation time
     */
    public void written(Invalidation invalidation) {
        gate.heard(invalidation.time());
        apply(invalidation);
    }

    /** Applies an invalidation from the log. */
    public void apply(Invalidation invalidation) {
        invalidations.raise(invalidation);
        raised.increment();
    }

    /** Forgets what this process holds, in all near tiers. Other processes and the shared tier keep theirs. */
    public void clearNear() {
        nearTiers.clear();
    }

    /** The counts since the start, of all near tiers together. */
    public CacheStatistics statistics() {
        return new CacheStatistics(
                reads.snapshot(),
                bypasses.snapshot(),
                nearTiers.size(),
                nearTiers.bytes(),
                nearTiers.evictions(),
                raised.sum());
    }
}
