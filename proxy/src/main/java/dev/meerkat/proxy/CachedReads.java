package dev.meerkat.proxy;

import com.mongodb.MongoException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import dev.meerkat.cache.BypassReason;
import dev.meerkat.cache.ClusterTime;
import dev.meerkat.cache.Dependencies;
import dev.meerkat.cache.Entry;
import dev.meerkat.cache.Namespace;
import dev.meerkat.cache.Outcome;
import dev.meerkat.cache.QueryKey;
import dev.meerkat.cache.ReadRequest;
import dev.meerkat.cache.ReadThroughCache;
import dev.meerkat.cache.Tags;
import dev.meerkat.cache.spi.Loader;
import dev.meerkat.cache.spi.PortException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.bson.BsonTimestamp;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;

/** Runs a query through the cache. Thread-safe. */
final class CachedReads {

    private final ReadThroughCache cache;
    private final NamespaceFacts facts;
    private final ProxyOptions options;

    CachedReads(ReadThroughCache cache, NamespaceFacts facts, ProxyOptions options) {
        this.cache = cache;
        this.facts = facts;
        this.options = options;
    }

    /** The query's result, or null where the caller's own read has to run; then that is counted. */
    @Nullable
    Entry entry(Backing<?> backing, Query query, ReadPolicy policy) {
        BypassReason refusal = policy.noCache() ? BypassReason.NO_CACHE : backing.refusal();
        if (refusal != null) {
            return bypass(refusal);
        }
        Entry hit = cache.hit(query.nearKey());
        if (hit != null) {
            return hit;
        }
        Analysis analysis = query.analyse();
        if (analysis.refusal() != null) {
            return bypass(analysis.refusal());
        }
        if (!cache.isServing()) {
            return bypass(BypassReason.GATE_SHUT);
        }
        Dependencies dependencies = dependencies(backing, analysis);
        if (dependencies == null) {
            return bypass(BypassReason.NAMESPACE);
        }
        Outcome outcome =
                cache.read(new Request(query, dependencies, policy.ttl()), asof -> fill(backing, query, asof));
        return outcome instanceof Outcome.Served served ? served.entry() : null;
    }

    /** Counts a read that is left to MongoDB. */
    @Nullable
    Entry bypass(BypassReason reason) {
        cache.bypassed(reason);
        return null;
    }

    private @Nullable Dependencies dependencies(Backing<?> backing, Analysis analysis) {
        boolean simple = true;
        for (Namespace namespace : analysis.namespaces()) {
            NamespaceFacts.Fact fact = facts.of(backing.client(), namespace);
            if (fact == null || options.uncached().test(namespace)) {
                return null;
            }
            simple &= fact.simple();
        }
        return analysis.id() != null && simple
                ? Dependencies.document(backing.namespace(), Tags.document(backing.namespace(), analysis.id()))
                : Dependencies.queries(analysis.namespaces());
    }

    private Loader.Loaded fill(Backing<?> backing, Query query, long asof) throws PortException {
        long deadline = options.fillTimeout().toMillis();
        long own = query.maxTimeMillis();
        MongoCollection<RawBsonDocument> raw =
                backing.raw().withTimeout(own > 0 ? Math.min(own, deadline) : deadline, TimeUnit.MILLISECONDS);
        try (ClientSession session = backing.client().startSession()) {
            if (asof != ClusterTime.NONE) {
                session.advanceOperationTime(ClusterTime.toTimestamp(asof));
            }
            ResultBuffer buffer = new ResultBuffer(options.resultBytes());
            query.load(raw, session, buffer);
            if (buffer.isOversize()) {
                return new Loader.Loaded.Oversize(BypassReason.OVERSIZE);
            }
            BsonTimestamp time = session.getOperationTime();
            return new Loader.Loaded.Complete(
                    buffer.toByteArray(), time == null ? ClusterTime.NONE : ClusterTime.of(time));
        } catch (MongoException | IllegalArgumentException | IllegalStateException e) {
            throw new PortException("the read that fills the cache failed: " + e.getMessage(), e);
        }
    }

    /** One query as a request to the cache. */
    private record Request(Query query, Dependencies dependencies, Duration ttl) implements ReadRequest {

        @Override
        public Object nearKey() {
            return query.nearKey();
        }

        @Override
        public QueryKey key() {
            return query.key();
        }
    }
}
