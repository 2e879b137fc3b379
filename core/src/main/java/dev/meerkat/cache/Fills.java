package dev.meerkat.cache;

import dev.meerkat.cache.spi.Loader;
import dev.meerkat.cache.spi.Loader.Loaded;
import dev.meerkat.cache.spi.PortException;
import dev.meerkat.cache.spi.Ticker;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Gets what isn't near: by joining another caller's flight, from the shared tier, or from MongoDB. Thread-safe.
 *
 * <p>Of several callers who miss the same thing at once, one fills and the others join its flight, but only where the rule
 * would serve its version to them now. Of several processes, one loads and the others wait a little for it: see
 * {@link FillLeases}.
 */
final class Fills {

    private static final Duration LONGEST_TTL = Duration.ofDays(36_500);

    private final Rule rule;
    private final SharedTier shared;
    private final Disturbances disturbances;
    private final InputReads inputs;
    private final Loads loads;
    private final Ticker ticker;
    private final Duration flightTimeout;
    private final boolean asofBeforeRead;
    private final boolean joinedByRule;
    private final ConcurrentMap<Object, Flight> flights = new ConcurrentHashMap<>();

    Fills(
            Rule rule,
            SharedTier shared,
            Disturbances disturbances,
            InputReads inputs,
            Loads loads,
            Ticker ticker,
            Duration flightTimeout,
            Guards guards) {
        this.rule = rule;
        this.shared = shared;
        this.disturbances = disturbances;
        this.inputs = inputs;
        this.loads = loads;
        this.ticker = ticker;
        this.flightTimeout = flightTimeout;
        this.asofBeforeRead = guards.has(Guard.ASOF_BEFORE_READ);
        this.joinedByRule = guards.has(Guard.FLIGHT_JOINED_BY_RULE);
    }

    /**
     * Gets a result with at least the plan's version.
     *
     * @param near keeps it
     */
    Outcome get(ReadRequest request, Loader loader, ReadPlan.Fill plan, NearTier near) {
        Flight mine = new Flight(plan.asof());
        Flight flight = flights.compute(
                request.nearKey(), (key, other) -> other != null && admits(other.asof(), request) ? other : mine);
        if (flight == mine) {
            return fill(request, loader, mine, plan.before(), near);
        }
        Entry joined = flight.await(flightTimeout);
        return joined != null && suits(joined, flight, request)
                ? new Outcome.Served(joined, Outcome.Tier.JOINED)
                : new Outcome.Bypassed(BypassReason.FLIGHT_FAILED);
    }

    /** The shared tier may have brought an older version than the flight was joined for. */
    private boolean suits(Entry joined, Flight flight, ReadRequest request) {
        return !ClusterTime.isAfter(flight.asof(), joined.asof()) || admits(joined.asof(), request);
    }

    private boolean admits(long asof, ReadRequest request) {
        Dependencies dependencies = request.dependencies();
        return !joinedByRule || rule.admits(asof, dependencies, request.freshness());
    }

    private Outcome fill(ReadRequest request, Loader loader, Flight mine, @Nullable Entry before, NearTier near) {
        SharedLookup lookup = shared.lookup(request, before != null);
        Entry landed = null;
        try {
            Entry found = lookup.find();
            if (found != null) {
                near.put(request.nearKey(), found);
                landed = found;
                return new Outcome.Served(found, Outcome.Tier.SHARED);
            }
            Entry loaded = load(request, loader, mine.asof(), before);
            if (loaded == null) {
                return new Outcome.Bypassed(BypassReason.OVERSIZE);
            }
            near.put(request.nearKey(), loaded);
            lookup.put(loaded);
            landed = loaded;
            return new Outcome.Served(loaded, Outcome.Tier.FILLED);
        } catch (PortException e) {
            return new Outcome.Bypassed(BypassReason.FILL_FAILED);
        } finally {
            lookup.leave();
            flights.remove(request.nearKey(), mine);
            mine.land(landed);
        }
    }

    /** What MongoDB has; null where that is too large. */
    private @Nullable Entry load(ReadRequest request, Loader loader, long asof, @Nullable Entry before)
            throws PortException {
        Disturbances.Watch watch = request.narrows() ? disturbances.begin(request.dependencies(), asof) : null;
        boolean watched = false;
        try {
            if (!(loads.load(loader, asof) instanceof Loaded.Complete result)) {
                return null;
            }
            if (watch == null) {
                return entry(request, asof, result, Inputs.NOT_ASKED);
            }
            InputReads.Found found = inputs.of(request, loader, asof, before, watch);
            Entry entry = entry(request, asof, result, found.inputs());
            entry.narrow(request, watch);
            entry.leaveToLater(found.later());
            watched = true;
            return entry;
        } finally {
            if (watch != null && !watched) {
                watch.end();
            }
        }
    }

    private Entry entry(ReadRequest request, long asof, Loaded.Complete result, Inputs madeOf) {
        long version = asofBeforeRead ? asof : result.operationTime();
        long upTo = ClusterTime.max(result.operationTime(), madeOf.upTo());
        Duration ttl = request.ttl().compareTo(LONGEST_TTL) > 0 ? LONGEST_TTL : request.ttl();
        long expiresAt = ticker.currentTimeMillis() + ttl.toMillis();
        return new Entry(version, upTo, result.documents(), madeOf, request.dependencies(), expiresAt);
    }
}
