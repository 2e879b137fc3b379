package dev.meerkat.cache;

/**
 * The one rule: an entry may be served if and only if the gate is open and nothing that it depends on has been raised above
 * its {@code asof}. Checked when reading, in both tiers, so that the order in which fills and invalidations arrive can't
 * matter. Thread-safe, without locks.
 *
 * <p>Order: gate and watermark first, then tags, then floors.
 */
final class Rule {

    private final Gate gate;
    private final Invalidations invalidations;
    private final boolean standing;

    Rule(Gate gate, Invalidations invalidations, Guards guards) {
        this.gate = gate;
        this.invalidations = invalidations;
        this.standing = guards.has(Guard.RULE);
    }

    /** Whether a result with this version may be served now. */
    boolean admits(long asof, Dependencies dependencies) {
        return !standing || (gate.isOpen() && isUpToDate(asof, dependencies));
    }

    /** The same for a caller who has just looked at the wall clock. */
    boolean admits(long asof, Dependencies dependencies, long nowMillis) {
        return !standing || (gate.isOpen(nowMillis) && isUpToDate(asof, dependencies));
    }

    private boolean isUpToDate(long asof, Dependencies dependencies) {
        return !ClusterTime.isAfter(invalidations.latest(dependencies), asof);
    }

    /** F: the version to read at. An entry filled at it is valid for as long as nothing changes. */
    long asofNow(Dependencies dependencies) {
        long watermark = gate.watermark();
        return ClusterTime.max(watermark, invalidations.latest(dependencies));
    }

    /** Whether the version can be of this cluster at all: not from a time that this process has never heard of. */
    boolean isKnown(long asof) {
        return !ClusterTime.isAfter(asof, gate.newestKnown());
    }

    boolean isOpen() {
        return !standing || gate.isOpen();
    }
}
