package dev.meerkat.proxy;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.CountOptions;
import dev.meerkat.cache.BypassReason;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.bson.BsonDocument;
import org.bson.conversions.Bson;

/**
 * The reads of a wrapped collection, in all the driver's overloads.
 *
 * @param <T> the type of the documents
 */
abstract class CachingReads<T> implements CachedCollection<T> {

    /** The driver's collection. */
    final MongoCollection<T> delegate;

    final Backing<T> backing;
    final ReadPolicy policy;

    CachingReads(Backing<T> backing, ReadPolicy policy) {
        this.delegate = backing.collection();
        this.backing = backing;
        this.policy = policy;
    }

    /** This handle, as what is said now about its owner's calls wants it. */
    final CachingReads<T> now() {
        CallScopes.Said said = backing.context().said();
        return said == null ? this : under(said);
    }

    /** This handle with what is said about its calls. */
    abstract CachingReads<T> under(CallScopes.Said said);

    /** The driver's collection that is meant now. */
    final MongoCollection<T> target() {
        return now().delegate;
    }

    @Override
    public Optional<T> findById(Object id) {
        return now().byId(id);
    }

    private Optional<T> byId(Object id) {
        IdQuery<T> read = new IdQuery<>(backing, id);
        return Reads.read(backing, policy, read, read, read);
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
        CachingReads<T> now = now();
        return CachingFind.create(now.backing, now.policy, null, filter, resultClass);
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
        CachingReads<T> now = now();
        return CachingFind.create(now.backing, now.policy, Sessions.required(session), filter, resultClass);
    }

    @Override
    public CachedAggregateIterable<T> aggregate(List<? extends Bson> pipeline) {
        return aggregate(pipeline, getDocumentClass());
    }

    @Override
    public <R> CachedAggregateIterable<R> aggregate(List<? extends Bson> pipeline, Class<R> resultClass) {
        CachingReads<T> now = now();
        return CachingAggregate.create(now.backing, now.policy, null, pipeline, resultClass);
    }

    @Override
    public CachedAggregateIterable<T> aggregate(ClientSession session, List<? extends Bson> pipeline) {
        return aggregate(session, pipeline, getDocumentClass());
    }

    @Override
    public <R> CachedAggregateIterable<R> aggregate(
            ClientSession session, List<? extends Bson> pipeline, Class<R> resultClass) {
        CachingReads<T> now = now();
        return CachingAggregate.create(now.backing, now.policy, Sessions.required(session), pipeline, resultClass);
    }

    @Override
    public <R> CachedDistinctIterable<R> distinct(String fieldName, Class<R> resultClass) {
        return distinct(fieldName, new BsonDocument(), resultClass);
    }

    @Override
    public <R> CachedDistinctIterable<R> distinct(String fieldName, Bson filter, Class<R> resultClass) {
        CachingReads<T> now = now();
        return CachingDistinct.create(now.backing, now.policy, null, fieldName, filter, resultClass);
    }

    @Override
    public <R> CachedDistinctIterable<R> distinct(ClientSession session, String fieldName, Class<R> resultClass) {
        return distinct(session, fieldName, new BsonDocument(), resultClass);
    }

    @Override
    public <R> CachedDistinctIterable<R> distinct(
            ClientSession session, String fieldName, Bson filter, Class<R> resultClass) {
        CachingReads<T> now = now();
        return CachingDistinct.create(
                now.backing, now.policy, Sessions.required(session), fieldName, filter, resultClass);
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
        CachingReads<T> now = now();
        return CachingMapReduce.create(now.backing, now.policy, null, mapFunction, reduceFunction, resultClass);
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
        CachingReads<T> now = now();
        return CachingMapReduce.create(
                now.backing, now.policy, Sessions.required(session), mapFunction, reduceFunction, resultClass);
    }

    @Override
    public long countDocuments() {
        CachingReads<T> now = now();
        return now.count(
                new BsonDocument(),
                new CountOptions(),
                in -> in == null ? now.delegate.countDocuments() : now.delegate.countDocuments(in));
    }

    @Override
    public long countDocuments(Bson filter) {
        CachingReads<T> now = now();
        return now.count(
                filter,
                new CountOptions(),
                in -> in == null ? now.delegate.countDocuments(filter) : now.delegate.countDocuments(in, filter));
    }

    @Override
    public long countDocuments(Bson filter, CountOptions options) {
        CachingReads<T> now = now();
        return now.count(
                filter,
                options,
                in -> in == null
                        ? now.delegate.countDocuments(filter, options)
                        : now.delegate.countDocuments(in, filter, options));
    }

    private long count(Bson filter, CountOptions options, OwnRead<Long> own) {
        return Reads.read(backing, policy, new CountQuery(backing, filter, options), CountQuery::number, own);
    }

    @Override
    public long countDocuments(ClientSession session) {
        return inSession(() -> target().countDocuments(session));
    }

    @Override
    public long countDocuments(ClientSession session, Bson filter) {
        return inSession(() -> target().countDocuments(session, filter));
    }

    @Override
    public long countDocuments(ClientSession session, Bson filter, CountOptions options) {
        return inSession(() -> target().countDocuments(session, filter, options));
    }

    private long inSession(Supplier<Long> own) {
        return Reads.bypass(backing, ReadPolicy.NONE, BypassReason.SESSION, in -> own.get());
    }
}
