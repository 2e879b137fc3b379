package dev.meerkat.proxy;

import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import dev.meerkat.proxy.Operation.Bypass;
import dev.meerkat.proxy.Operation.Write;
import java.lang.invoke.MethodHandle;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.bson.codecs.configuration.CodecRegistry;
import org.jspecify.annotations.Nullable;

/**
 * A wrapped collection: the writes, and what hands out wrapped handles. What is not here is generated from the
 * {@link OperationTable}.
 *
 * @param <T> the type of the documents
 */
abstract class CachingCollection<T> extends CachingReads<T> {

    private static final MethodHandle NEW =
            Generated.constructor(CachingCollection.class, MongoCollection.class, Backing.class, ReadPolicy.class);

    CachingCollection(Backing<T> backing, ReadPolicy policy) {
        super(backing, policy);
    }

    @SuppressWarnings("unchecked")
    static <T> CachingCollection<T> create(Backing<T> backing, ReadPolicy policy) {
        try {
            return (CachingCollection<T>) (Object) NEW.invokeExact(backing, policy);
        } catch (Throwable thrown) {
            throw DriverMethod.unchecked(thrown);
        }
    }

    /** What generated methods do that don't just pass. */
    final @Nullable Object call(Invocation invocation, @Nullable Object[] arguments) {
        return ((CachingCollection<T>) now()).perform(invocation, arguments);
    }

    private @Nullable Object perform(Invocation invocation, @Nullable Object[] arguments) {
        if (invocation.operation() instanceof Write write) {
            return Writes.write(
                    backing.written(),
                    invocation.method(),
                    delegate,
                    arguments,
                    (own, result) -> WriteEffects.of(write.kind(), backing, own, result));
        }
        if (invocation.operation() instanceof Bypass bypass) {
            backing.cache().bypassed(bypass.reason(), backing.namespace());
        }
        return invocation.method().call(delegate, arguments);
    }

    @Override
    final CachingReads<T> under(CallScopes.Said said) {
        return create(backing.under(said.options()), policy.over(said));
    }

    @Override
    public CachedCollection<T> noCache() {
        return create(backing, policy.uncached());
    }

    @Override
    public CachedCollection<T> cacheTtl(Duration ttl) {
        return create(backing, policy.keptFor(ttl));
    }

    @Override
    public CachedCollection<T> maxStale(Duration bound) {
        return create(backing, policy.within(bound));
    }

    @Override
    public CachedCollection<T> db(String name) {
        return create(backing.in(name), policy);
    }

    @Override
    public <N> CachedCollection<N> withDocumentClass(Class<N> documentClass) {
        return with(delegate.withDocumentClass(documentClass));
    }

    @Override
    public CachedCollection<T> withCodecRegistry(CodecRegistry codecRegistry) {
        return with(delegate.withCodecRegistry(codecRegistry));
    }

    @Override
    public CachedCollection<T> withReadPreference(ReadPreference readPreference) {
        return with(delegate.withReadPreference(readPreference));
    }

    @Override
    public CachedCollection<T> withWriteConcern(WriteConcern writeConcern) {
        return with(delegate.withWriteConcern(writeConcern));
    }

    @Override
    public CachedCollection<T> withReadConcern(ReadConcern readConcern) {
        return with(delegate.withReadConcern(readConcern));
    }

    @Override
    public CachedCollection<T> withTimeout(long timeout, TimeUnit timeUnit) {
        return with(delegate.withTimeout(timeout, timeUnit));
    }

    private <N> CachedCollection<N> with(MongoCollection<N> other) {
        return create(backing.with(other), policy);
    }

    /** Equal are two handles of one driver's collection that cache alike. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CachingCollection<?> that
                && delegate.equals(that.delegate)
                && policy.equals(that.policy)
                && backing.context().equals(that.backing.context());
    }

    @Override
    public int hashCode() {
        return 31 * delegate.hashCode() + policy.hashCode();
    }

    @Override
    public String toString() {
        return "CachedCollection[" + backing.namespace() + (policy.noCache() ? ", uncached]" : "]");
    }
}
