package dev.meerkat.proxy;

import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.CountOptions;
import com.mongodb.client.model.Filters;
import dev.meerkat.cache.BypassReason;
import dev.meerkat.proxy.Operation.Bypass;
import dev.meerkat.proxy.Operation.Write;
import java.lang.invoke.MethodHandle;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.bson.BsonDocument;
import org.bson.codecs.configuration.CodecRegistry;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * A wrapped collection: the reads, and what hands out wrapped handles. What is not here is generated from the
 * {@link OperationTable}.
 *
 * @param <T> the type of the documents
 */
abstract class CachingCollection<T> implements CachedCollection<T> {

    private static final MethodHandle NEW =
            Generated.constructor(CachingCollection.class, MongoCollection.class, Backing.class, ReadPolicy.class);

    /** The driver's collection; generated methods call it. */
    final MongoCollection<T> delegate;

    private final Backing<T> backing;
    private final ReadPolicy policy;

    CachingCollection(Backing<T> backing, ReadPolicy policy) {
        this.delegate = backing.collection();
        this.backing = backing;
        this.policy = policy;
    }

    @SuppressWarnings("unchecked")
    static <T> CachedCollection<T> create(Backing<T> backing, ReadPolicy policy) {
        try {
            return (CachedCollection<T>) (Object) NEW.invokeExact(backing, policy);
        } catch (Throwable thrown) {
            throw DriverMethod.unchecked(thrown);
        }
    }

    /** What generated methods do that don't just pass. */
    final @Nullable Object call(Invocation invocation, @Nullable Object[] arguments) {
        if (invocation.operation() instanceof Write write) {
            return write(invocation.method(), write.kind(), arguments);
        }
        if (invocation.operation() instanceof Bypass bypass) {
            backing.context().cache().bypassed(bypass.reason());
        }
        return invocation.method().call(delegate, arguments);
    }

    private @Nullable Object write(DriverMethod method, WriteKind kind, @Nullable Object[] arguments) {
        if (!method.takesSession()) {
            return Writes.<@Nullable Object>write(
                    backing,
                    null,
                    session -> session == null
                            ? method.call(delegate, arguments)
                            : method.call(delegate, session, arguments),
                    result -> WriteEffects.of(kind, backing, arguments, result));
        }
        if (arguments[0] == null) {
            return method.call(delegate, arguments);
        }
        return Writes.<@Nullable Object>write(
                backing,
                (ClientSession) arguments[0],
                session -> method.call(delegate, arguments),
                result -> WriteEffects.of(kind, backing, Arrays.copyOfRange(arguments, 1, arguments.length), result));
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
    public CachedCollection<T> db(String name) {
        return create(backing.in(name), policy);
    }

    @Override
    public Optional<T> findById(Object id) {
        return Optional.ofNullable(Reads.<@Nullable T>read(
                backing,
                policy,
                new IdQuery(backing, id),
                entry -> backing.documents(delegate.getDocumentClass()).first(entry),
                () -> delegate.find(Filters.eq("_id", id)).first()));
    }

    @Override
    public Optional<T> findOne(Bson filter) {
        return Optional.ofNullable(find(filter).first());
    }

    @Override
    public CachedFindIterable<T> find() {
        return find(new BsonDocument(), getDocumentClass());
    }

    @Override
    public <R> CachedFindIterable<R> find(Class<R> resultClass) {
        return find(new BsonDocument(), resultClass);
    }

    @Override
    public CachedFindIterable<T> find(Bson filter) {
        return find(filter, delegate.getDocumentClass());
    }

    @Override
    public <R> CachedFindIterable<R> find(Bson filter, Class<R> resultClass) {
        return CachingFind.create(backing, policy, null, filter, resultClass);
    }

    @Override
    public CachedFindIterable<T> find(ClientSession session) {
        return find(session, new BsonDocument(), getDocumentClass());
    }

    @Override
    public <R> CachedFindIterable<R> find(ClientSession session, Class<R> resultClass) {
        return find(session, new BsonDocument(), resultClass);
    }

    @Override
    public CachedFindIterable<T> find(ClientSession session, Bson filter) {
        return find(session, filter, getDocumentClass());
    }

    @Override
    public <R> CachedFindIterable<R> find(ClientSession session, Bson filter, Class<R> resultClass) {
        return CachingFind.create(backing, policy, required(session), filter, resultClass);
    }

    @Override
    public CachedAggregateIterable<T> aggregate(List<? extends Bson> pipeline) {
        return aggregate(pipeline, getDocumentClass());
    }

    @Override
    public <R> CachedAggregateIterable<R> aggregate(List<? extends Bson> pipeline, Class<R> resultClass) {
        return CachingAggregate.create(backing, policy, null, pipeline, resultClass);
    }

    @Override
    public CachedAggregateIterable<T> aggregate(ClientSession session, List<? extends Bson> pipeline) {
        return aggregate(session, pipeline, getDocumentClass());
    }

    @Override
    public <R> CachedAggregateIterable<R> aggregate(
            ClientSession session, List<? extends Bson> pipeline, Class<R> resultClass) {
        return CachingAggregate.create(backing, policy, required(session), pipeline, resultClass);
    }

    @Override
    public <R> CachedDistinctIterable<R> distinct(String fieldName, Class<R> resultClass) {
        return distinct(fieldName, new BsonDocument(), resultClass);
    }

    @Override
    public <R> CachedDistinctIterable<R> distinct(String fieldName, Bson filter, Class<R> resultClass) {
        return CachingDistinct.create(backing, policy, null, fieldName, filter, resultClass);
    }

    @Override
    public <R> CachedDistinctIterable<R> distinct(ClientSession session, String fieldName, Class<R> resultClass) {
        return distinct(session, fieldName, new BsonDocument(), resultClass);
    }

    @Override
    public <R> CachedDistinctIterable<R> distinct(
            ClientSession session, String fieldName, Bson filter, Class<R> resultClass) {
        return CachingDistinct.create(backing, policy, required(session), fieldName, filter, resultClass);
    }

    @Override
    @Deprecated
    public com.mongodb.client.MapReduceIterable<T> mapReduce(String mapFunction, String reduceFunction) {
        return mapReduce(mapFunction, reduceFunction, getDocumentClass());
    }

    @Override
    @Deprecated
    public <R> com.mongodb.client.MapReduceIterable<R> mapReduce(
            String mapFunction, String reduceFunction, Class<R> resultClass) {
        return CachingMapReduce.create(backing, policy, null, mapFunction, reduceFunction, resultClass);
    }

    @Override
    @Deprecated
    public com.mongodb.client.MapReduceIterable<T> mapReduce(
            ClientSession session, String mapFunction, String reduceFunction) {
        return mapReduce(session, mapFunction, reduceFunction, getDocumentClass());
    }

    @Override
    @Deprecated
    public <R> com.mongodb.client.MapReduceIterable<R> mapReduce(
            ClientSession session, String mapFunction, String reduceFunction, Class<R> resultClass) {
        return CachingMapReduce.create(backing, policy, required(session), mapFunction, reduceFunction, resultClass);
    }

    @Override
    public long countDocuments() {
        return count(new BsonDocument(), new CountOptions(), delegate::countDocuments);
    }

    @Override
    public long countDocuments(Bson filter) {
        return count(filter, new CountOptions(), () -> delegate.countDocuments(filter));
    }

    @Override
    public long countDocuments(Bson filter, CountOptions options) {
        return count(filter, options, () -> delegate.countDocuments(filter, options));
    }

    private long count(Bson filter, CountOptions options, Supplier<Long> own) {
        return Reads.read(backing, policy, new CountQuery(backing, filter, options), CountQuery::number, own);
    }

    @Override
    public long countDocuments(ClientSession session) {
        return inSession(() -> delegate.countDocuments(session));
    }

    @Override
    public long countDocuments(ClientSession session, Bson filter) {
        return inSession(() -> delegate.countDocuments(session, filter));
    }

    @Override
    public long countDocuments(ClientSession session, Bson filter, CountOptions options) {
        return inSession(() -> delegate.countDocuments(session, filter, options));
    }

    private long inSession(Supplier<Long> own) {
        return Reads.bypass(backing.context().cache(), BypassReason.SESSION, own);
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

    /** The driver refuses null here, and at once. */
    private static ClientSession required(@Nullable ClientSession session) {
        if (session == null) {
            throw new IllegalArgumentException("clientSession can not be null");
        }
        return session;
    }

    /** Equal are two handles of one driver's collection that cache alike. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CachingCollection<?> that
                && delegate.equals(that.delegate)
                && policy.equals(that.policy)
                && backing.context() == that.backing.context();
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
