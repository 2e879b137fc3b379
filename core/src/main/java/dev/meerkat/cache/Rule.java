package dev.meerkat.cache;

/**
 * The one rule: an entry may be served if and only if the gate is open, the changes of all databases that it depends on are
 * told, and nothing that it depends on has been raised above its {@code asof}; and for a reader who has seen a cluster time,
 * only what reflects it. Checked when reading, in both tiers, so that the order in which fills and invalidations arrive can't
 * matter. Thread-safe, without locks.
 *
 * <p>Order: gate and watermark first, then what is covered, then tags, then floors.
 */
final class Rule {

    private final Gate gate;
    private final Invalidations invalidations;
    private final boolean standing;
    private final boolean causal;
    private final boolean pastStrictly;
    private final boolean pastInVersion;
    private final boolean floorsInVersion;
    private final boolean gateFirst;
    private final boolean coverage;
    private final boolean inputsAsOfRead;

    Rule(Gate gate, Invalidations invalidations, Guards guards) {
        this.gate = gate;
        this.invalidations = invalidations;
        this.standing = guards.has(Guard.RULE);
        this.causal = guards.has(Guard.CAUSAL_PAST);
        this.pastStrictly = guards.has(Guard.PAST_STRICTLY_PASSED);
        this.pastInVersion = guards.has(Guard.PAST_IN_VERSION);
        this.floorsInVersion = guards.has(Guard.FLOORS_IN_VERSION);
        this.gateFirst = guards.has(Guard.GATE_LOOKED_AT_FIRST);
        this.coverage = guards.has(Guard.COVERAGE);
        this.inputsAsOfRead = guards.has(Guard.INPUTS_AS_OF_THEIR_READ);
    }

    /** Whether a result with this version may be served now. */
    boolean admits(long asof, Dependencies dependencies, Freshness wanted) {
        if (!gateFirst) {
            return isUpToDate(asof, dependencies) && gate.isOpen(wanted) && includes(asof, wanted.after());
        }
        return !standing || (gate.isOpen(wanted) && includes(asof, wanted.after()) && isUpToDate(asof, dependencies));
    }

    /** The same for a caller who has just looked at the wall clock. */
    boolean admits(long asof, Dependencies dependencies, Freshness wanted, long nowMillis) {
        if (!gateFirst) {
            return isUpToDate(asof, dependencies) && gate.isOpen(wanted, nowMillis) && includes(asof, wanted.after());
        }
        return !standing
                || (gate.isOpen(wanted, nowMillis) && includes(asof, wanted.after()) && isUpToDate(asof, dependencies));
    }

    /** Whether the entry may be served now. */
    boolean admits(Entry entry, Freshness wanted) {
        return admits(entry.asof(), entry.dependencies(), wanted) && isChosenAsEver(entry);
    }

    /** The same for a caller who has just looked at the wall clock. */
    boolean admits(Entry entry, Freshness wanted, long nowMillis) {
        return admits(entry.asof(), entry.dependencies(), wanted, nowMillis) && isChosenAsEver(entry);
    }

    /** Whether it can't be made of other documents than those that an earlier result was made of, where it is taken for granted. */
    private boolean isChosenAsEver(Entry entry) {
        Dependencies choosing = entry.choosing();
        return choosing == null
                || !standing
                || !inputsAsOfRead
                || isUpToDate(entry.inputs().asof(), choosing);
    }

    /**
     * Whether a result with this version, as long as it is up to date, reflects everything up to a cluster time: by its version,
     * or because all events up to there have been applied. Strictly: more may come at the watermark itself.
     */
    boolean includes(long asof, long time) {
        return !causal
                || time == ClusterTime.NONE
                || !ClusterTime.isAfter(time, asof)
                || ClusterTime.isAfter(gate.watermark(), time)
                || (!pastStrictly && gate.watermark() == time);
    }

    private boolean isUpToDate(long asof, Dependencies dependencies) {
        return covers(dependencies) && !ClusterTime.isAfter(invalidations.latest(dependencies), asof);
    }

    /** F: the version to read at. An entry filled at it is valid for as long as nothing changes. */
    long asofNow(Dependencies dependencies, Freshness wanted) {
        long seen = ClusterTime.max(gate.watermark(), pastInVersion ? wanted.after() : ClusterTime.NONE);
        return ClusterTime.max(
                seen, floorsInVersion ? invalidations.latest(dependencies) : invalidations.latestTag(dependencies));
    }

    /** Whether the version can be of this cluster at all: not from a time that this process has never heard of. */
    boolean isKnown(long asof) {
        return !ClusterTime.isAfter(asof, gate.newestKnown());
    }

    /** Whether all changes of what a read depends on are told. */
    boolean covers(Dependencies dependencies) {
        return !coverage || gate.watched().includes(dependencies);
    }

    /** What is not covered but asked for may be covered soon. */
    void ask(Dependencies dependencies) {
        gate.watched().ask(dependencies);
    }

    boolean isOpen(Freshness wanted) {
        return !standing || gate.isOpen(wanted);
    }
}
