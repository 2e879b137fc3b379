package dev.meerkat.cache;

import org.jspecify.annotations.Nullable;

/** What to do about a read: decided here, done by {@link ReadThroughCache}. */
sealed interface ReadPlan {

    /** The near entry is valid: serve it. */
    record Serve(Entry entry) implements ReadPlan {}

    /**
     * Nothing valid is near: get a result with this version, from the shared tier or from MongoDB.
     *
     * @param before what is near and not valid any more; null where nothing is
     */
    record Fill(long asof, @Nullable Entry before) implements ReadPlan {}

    /** Let the caller's own read go to MongoDB. */
    record Bypass(BypassReason reason) implements ReadPlan {}

    /**
     * Decides.
     *
     * @param found what the near tier has under the read's key, valid or not
     */
    static ReadPlan decide(Rule rule, Dependencies dependencies, Freshness wanted, @Nullable Entry found) {
        if (!rule.isOpen(wanted)) {
            return new Bypass(BypassReason.ofShutGate(wanted));
        }
        if (!rule.covers(dependencies)) {
            rule.ask(dependencies);
            return new Bypass(BypassReason.NOT_COVERED);
        }
        if (found != null && rule.admits(found, wanted)) {
            return new Serve(found);
        }
        return new Fill(rule.asofNow(dependencies, wanted), found);
    }
}
