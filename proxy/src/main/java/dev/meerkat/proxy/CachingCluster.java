package dev.meerkat.proxy;

import com.mongodb.ClientSessionOptions;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCluster;
import dev.meerkat.proxy.Operation.Bypass;
import dev.meerkat.proxy.Operation.Write;
import java.lang.invoke.MethodHandle;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.codecs.configuration.CodecRegistry;
import org.jspecify.annotations.Nullable;

/**
 * A wrapped client, but for what only a {@link com.mongodb.client.MongoClient} has: its writes, and what hands out wrapped
 * handles. What is not here is generated from the {@link OperationTable}.
 */
abstract class CachingCluster implements CachedCluster {

    private static final MethodHandle NEW = Generated.constructor(
            CachingCluster.class, MongoCluster.class, ProxyContext.class, MongoCluster.class, ReadPolicy.class);

    final ProxyContext context;

    /** The driver's. */
    final MongoCluster delegate;

    final ReadPolicy policy;

    CachingCluster(ProxyContext context, MongoCluster delegate, ReadPolicy policy) {
        this.context = context;
        this.delegate = delegate;
        this.policy = policy;
    }

    static CachedCluster create(ProxyContext context, MongoCluster delegate, ReadPolicy policy) {
        try {
            return (CachingCluster) (Object) NEW.invokeExact(context, delegate, policy);
        } catch (Throwable thrown) {
            throw DriverMethod.unchecked(thrown);
        }
    }

    /** The driver's own, where this is one that Meerkat has wrapped. */
    static MongoCluster unwrapped(MongoCluster client) {
        return client instanceof CachingCluster caching ? caching.delegate : client;
    }

    /** The driver's. */
    MongoCluster target() {
        return delegate;
    }

    /** What generated methods do that don't just pass. */
    final @Nullable Object call(Invocation invocation, @Nullable Object[] arguments) {
        DriverMethod method = invocation.method();
        if (invocation.operation() instanceof Write) {
            return bulkWrite(method, arguments);
        }
        if (invocation.operation() instanceof Bypass bypass) {
            context.cache().bypassed(bypass.reason());
        }
        return method.call(delegate, arguments);
    }

    private @Nullable Object bulkWrite(DriverMethod method, @Nullable Object[] arguments) {
        List<?> models = (List<?>) arguments[method.takesSession() ? 1 : 0];
        if (models == null) {
            return method.call(delegate, arguments);
        }
        CallScopes.Said said = context.said();
        NamespacedModels.requireWithin(models, said == null ? null : said.options());
        return Writes.write(
                new WriteTarget(
                        context,
                        delegate,
                        delegate.getWriteConcern().isAcknowledged(),
                        Effect.onEverything(),
                        "several namespaces"),
                method,
                delegate,
                arguments,
                (own, result) -> NamespacedModels.effect(models));
    }

    @Override
    public ClientSession startSession() {
        return CachingSession.create(delegate.startSession());
    }

    @Override
    public ClientSession startSession(ClientSessionOptions options) {
        return CachingSession.create(delegate.startSession(options));
    }

    @Override
    public CachedDatabase getDatabase(String databaseName) {
        return CachingDatabase.create(
                new DatabaseBacking(context, delegate.getDatabase(databaseName), delegate, false), policy);
    }

    @Override
    public CachedCluster noCache() {
        return create(context, delegate, policy.uncached());
    }

    @Override
    public CachedCluster cacheTtl(Duration ttl) {
        return create(context, delegate, policy.keptFor(ttl));
    }

    @Override
    public CachedCluster maxStale(Duration bound) {
        return create(context, delegate, policy.within(bound));
    }

    @Override
    public CachedCluster withCodecRegistry(CodecRegistry codecRegistry) {
        return with(delegate.withCodecRegistry(codecRegistry));
    }

    @Override
    public CachedCluster withReadPreference(ReadPreference readPreference) {
        return with(delegate.withReadPreference(readPreference));
    }

    @Override
    public CachedCluster withWriteConcern(WriteConcern writeConcern) {
        return with(delegate.withWriteConcern(writeConcern));
    }

    @Override
    public CachedCluster withReadConcern(ReadConcern readConcern) {
        return with(delegate.withReadConcern(readConcern));
    }

    @Override
    public CachedCluster withTimeout(long timeout, TimeUnit timeUnit) {
        return with(delegate.withTimeout(timeout, timeUnit));
    }

    private CachedCluster with(MongoCluster other) {
        return create(context, other, policy);
    }

    /** Equal are two handles of one driver's client whose collections cache alike. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CachingCluster that
                && delegate.equals(that.delegate)
                && policy.equals(that.policy)
                && context.equals(that.context);
    }

    @Override
    public int hashCode() {
        return 31 * delegate.hashCode() + policy.hashCode();
    }

    @Override
    public String toString() {
        return "CachedCluster[" + delegate + (policy.noCache() ? ", uncached]" : "]");
    }
}
