package dev.meerkat.cache;

import java.util.Set;

/** What the {@link Audit} found of a served hit. */
public enum AuditVerdict {
    /** MongoDB still had the same. */
    FRESH,
    /** MongoDB had another result, but what changed it was acknowledged after the hit was served. */
    CHANGED_LATER,
    /** What changed it was acknowledged before the hit was served, but no longer before than the bound: as promised. */
    STALE,
    /** What changed it was acknowledged longer before than the bound: the promise was broken. */
    STALE_PAST_BOUND,
    /**
     * MongoDB had another result, and either nothing that it depends on is known to have changed, although all changes up to
     * the second read are known, or a change was known when the hit was served: the promise was broken.
     */
    UNEXPLAINED,
    /** MongoDB had another result, and it can't be told what that means. */
    UNDECIDED,
    /** MongoDB didn't answer the second read. */
    FAILED,
    /** Not read again, because there were too many at a time. */
    DROPPED;

    /** Those that say that the promise was broken. */
    static final Set<AuditVerdict> BROKEN = Set.of(STALE_PAST_BOUND, UNEXPLAINED);
}
