package dev.meerkat.proxy;

import dev.meerkat.cache.BypassReason;
import dev.meerkat.cache.Dependencies;
import dev.meerkat.cache.Entry;
import dev.meerkat.cache.Outcome;
import dev.meerkat.cache.ReadThroughCache;
import dev.meerkat.cache.Tags;
import java.util.function.Function;
import java.util.function.Supplier;
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
            Backing<?> backing, ReadPolicy policy, Query query, Function<Entry, V> decode, Supplier<V> own) {
        ReadThroughCache cache = backing.cache();
        if (!backing.context().onOff().isOn()) {
            return bypass(cache, BypassReason.DISABLED, own);
        }
        if (policy.noCache()) {
            return bypass(cache, BypassReason.NO_CACHE, own);
        }
        BypassReason refusal = backing.refusal();
        if (refusal != null) {
            return bypass(cache, refusal, own); // before any hit: another client's entries may hold what is encrypted
        }
        Object nearKey;
        try {
            nearKey = query.nearKey();
        } catch (RuntimeException unrenderable) {
            return bypass(cache, BypassReason.QUERY, own);
        }
        Entry entry = cache.hit(nearKey);
        if (entry == null) {
            entry = miss(backing, policy, query);
        }
        if (entry == null) {
            return own.get();
        }
        V result;
        try {
            result = decode.apply(entry);
        } catch (RuntimeException undecodable) {
            return bypass(cache, BypassReason.DECODING, own);
        }
        return result;
    }

    static <V extends @Nullable Object> V bypass(ReadThroughCache cache, BypassReason reason, Supplier<V> own) {
        cache.bypassed(reason);
        return own.get();
    }

    /** The entry, from a tier or from MongoDB; null, and counted, where the caller's own read must run. */
    private static @Nullable Entry miss(Backing<?> backing, ReadPolicy policy, Query query) {
        ReadThroughCache cache = backing.cache();
        if (!cache.isServing()) {
            cache.bypassed(BypassReason.GATE_SHUT);
            return null;
        }
        Analysis analysis = query.analyse();
        if (analysis.refusal() != null) {
            cache.bypassed(analysis.refusal());
            return null;
        }
        NamespaceFacts.Fact fact = backing.context().facts().of(analysis.namespaces(), backing.client());
        if (fact.refusal() != null) {
            cache.bypassed(fact.refusal());
            return null;
        }
        Fill fill = new Fill(backing, query, dependencies(backing, analysis, fact), backing.ttl(policy));
        return cache.read(fill, fill) instanceof Outcome.Served served ? served.entry() : null;
    }

    /** What the read depends on. */
    static Dependencies dependencies(Backing<?> backing, Analysis analysis, NamespaceFacts.Fact fact) {
        BsonValue id = analysis.id();
        return id != null && fact.simple()
                ? Dependencies.document(backing.namespace(), Tags.document(backing.namespace(), id))
                : Dependencies.queries(analysis.namespaces());
    }
}
