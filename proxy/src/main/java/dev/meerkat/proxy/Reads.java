package dev.meerkat.proxy;

import dev.meerkat.cache.Audit;
import dev.meerkat.cache.BypassReason;
import dev.meerkat.cache.Dependencies;
import dev.meerkat.cache.Entry;
import dev.meerkat.cache.Explanation;
import dev.meerkat.cache.Freshness;
import dev.meerkat.cache.Outcome;
import dev.meerkat.cache.ReadThroughCache;
import dev.meerkat.cache.Tags;
import java.util.List;
import java.util.function.Function;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/**
 * The way of one cached read: a near hit with as little as possible done, else what the query says about itself, what is
 * known about its namespaces, and the cache. Wherever that leads nowhere, the caller's own read runs on the driver.
 */
final class Reads {

    private Reads() {}

    /**
     * Reads.
     *
     * @param query the read at its terminal call
     * @param decode makes of an entry what the caller gets; if it throws, the caller's own read tells what the driver says
     * @param own the caller's own read, as if there were no cache
     */
    static <V extends @Nullable Object> V read(
            Backing<?> backing, ReadPolicy policy, Query query, Function<Entry, V> decode, OwnRead<V> own) {
        if (policy.witness() != null) {
            policy.witness().accept(explain(backing, policy, null, query));
        }
        ReadThroughCache cache = backing.cache();
        BypassReason refusal = refusal(backing, policy);
        if (refusal != null) { // before any hit: another client's entries may hold what is encrypted
            return bypass(backing, policy, refusal, own);
        }
        Object nearKey;
        try {
            nearKey = query.nearKey();
        } catch (RuntimeException unrenderable) {
            return bypass(backing, policy, BypassReason.QUERY, own);
        }
        Freshness wanted = policy.freshness();
        Entry entry = cache.hit(nearKey, wanted);
        if (entry == null) {
            BypassReason shut = cache.refusal(wanted);
            if (shut != null) {
                cache.bypassed(shut, backing.namespace());
                return backing.context().limit().read(() -> own(backing, policy, own));
            }
            entry = miss(backing, policy, wanted, query);
        } else {
            Audit chosen = cache.auditOfHit();
            if (chosen != null) { // only then the query escapes: it costs no other hit an object
                AuditRead.offer(chosen, backing, query, wanted, entry, Outcome.Tier.NEAR);
            }
        }
        if (entry == null) {
            return own(backing, policy, own);
        }
        V result;
        try {
            result = decode.apply(entry);
        } catch (RuntimeException undecodable) {
            return bypass(backing, policy, BypassReason.DECODING, own);
        }
        if (policy.past() != null) {
            policy.past().advance(entry.upTo());
        }
        return result;
    }

    static <V extends @Nullable Object> V bypass(
            Backing<?> backing, ReadPolicy policy, BypassReason reason, OwnRead<V> own) {
        backing.cache().bypassed(reason, backing.namespace());
        return own(backing, policy, own);
    }

    private static <V extends @Nullable Object> V own(Backing<?> backing, ReadPolicy policy, OwnRead<V> own) {
        return policy.past() == null ? own.in(null) : CausalReads.read(backing.client(), policy.past(), own);
    }

    /** The entry, from a tier or from MongoDB; null, and counted, where the caller's own read must run. */
    private static @Nullable Entry miss(Backing<?> backing, ReadPolicy policy, Freshness wanted, Query query) {
        ReadThroughCache cache = backing.cache();
        Plan plan = plan(backing, policy, wanted, query);
        if (plan.fill() == null) {
            cache.bypassed(plan.refusal(), backing.namespace());
            return null;
        }
        if (!(cache.read(plan.fill(), plan.fill()) instanceof Outcome.Served served)) {
            return null;
        }
        Audit chosen = served.tier() == Outcome.Tier.FILLED ? null : cache.auditOfHit();
        if (chosen != null) {
            AuditRead.offer(chosen, backing, query, wanted, served.entry(), served.tier());
        }
        return served.entry();
    }

    /** Why nothing is cached, whatever the query; null where it may be. */
    private static @Nullable BypassReason refusal(Backing<?> backing, ReadPolicy policy) {
        if (!backing.context().onOff().isOn()) {
            return BypassReason.DISABLED;
        }
        return policy.noCache() ? BypassReason.NO_CACHE : backing.refusal();
    }

    /** How the cache would be filled, or why not. */
    private record Plan(@Nullable Fill fill, BypassReason refusal) {}

    private static Plan plan(Backing<?> backing, ReadPolicy policy, Freshness wanted, Query query) {
        Analysis analysis = query.analyse();
        if (analysis.refusal() != null) {
            return new Plan(null, analysis.refusal());
        }
        NamespaceFacts.Fact fact = backing.context().facts().of(analysis.namespaces(), backing.client());
        if (fact.refusal() != null) {
            return new Plan(null, fact.refusal());
        }
        Fill fill = new Fill(
                backing,
                query,
                dependencies(backing, analysis, fact),
                fact.simple() ? analysis.narrowing() : null,
                backing.ttl(policy),
                wanted);
        return new Plan(fill, BypassReason.QUERY);
    }

    /**
     * Says what would become of a read now, and why. Reads nothing but what is to be known about namespaces.
     *
     * @param known why it is not cached, where that is known already
     */
    static Explanation explain(Backing<?> backing, ReadPolicy policy, @Nullable BypassReason known, Query query) {
        String key;
        try {
            key = query.key().toString();
        } catch (RuntimeException unrenderable) {
            return bypassed(backing, "can't be rendered: " + unrenderable.getMessage(), BypassReason.QUERY);
        }
        BypassReason refusal = known == null ? refusal(backing, policy) : known;
        if (refusal != null) {
            return bypassed(backing, key, refusal);
        }
        Plan plan = plan(backing, policy, policy.freshness(), query);
        return plan.fill() == null
                ? bypassed(backing, key, plan.refusal())
                : backing.cache().explain(plan.fill());
    }

    static Explanation bypassed(Backing<?> backing, String key, BypassReason reason) {
        return Explanation.bypassed(key, List.of(backing.namespace()), reason);
    }

    /** What the read depends on. */
    static Dependencies dependencies(Backing<?> backing, Analysis analysis, NamespaceFacts.Fact fact) {
        BsonValue id = analysis.id();
        return id != null && fact.simple()
                ? Dependencies.document(backing.namespace(), Tags.document(backing.namespace(), id))
                : Dependencies.queries(analysis.namespaces());
    }
}
