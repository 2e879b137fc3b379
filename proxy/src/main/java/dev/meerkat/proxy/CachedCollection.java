package dev.meerkat.proxy;

import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bson.codecs.configuration.CodecRegistry;
import org.bson.conversions.Bson;

/**
 * A {@link MongoCollection} that answers reads from the cache where it can, and tells the cache of its writes before they
 * return: a read after a write, through Meerkat in the same process, from the primary, sees that write. Thread-safe and
 * immutable, as the collection that it wraps.
 *
 * <ul>
 *   <li>A read fails only where the driver's own would, with the same exception; results are the caller's own, but for
 *       immutable values, which callers share.
 *   <li>A write's error is MongoDB's, unchanged. Unacknowledged writes (w:0) are seen when their change event arrives.
 *   <li>Reads with a caller's session go to MongoDB. Writes with one are raised with the session's operation time. The writes of
 *       a transaction are raised when it commits, before that returns, where the session is one of a wrapped client
 *       ({@link CachedCluster#startSession()}). With another client's session only the commit's change events take stale
 *       entries away, within the staleness bound.
 *   <li>What is never cached is named by {@link dev.meerkat.cache.BypassReason}; such reads are counted and go to MongoDB.
 * </ul>
 *
 * @param <T> the type of the documents
 */
public interface CachedCollection<T> extends MongoCollection<T> {

    /** {@return the same collection, read straight from MongoDB} Its writes are told to the cache all the same. */
    CachedCollection<T> noCache();

    /**
     * {@return the same collection with another lifetime}
     *
     * @param ttl how long a result fetched through it is kept at most; at least a millisecond
     */
    CachedCollection<T> cacheTtl(Duration ttl);

    /**
     * {@return the same collection with another bound than the builder's: what may miss a change that is older is not
     * served}
     *
     * @param bound tighter or looser; not negative. One that is tighter than some heartbeats leaves nothing to serve
     */
    CachedCollection<T> maxStale(Duration bound);

    /**
     * {@return the collection of the same name and settings in another database}
     *
     * @param name a database's name
     * @throws IllegalStateException unless {@code multiDb} is on
     * @throws IllegalArgumentException where the name can't be a tenant's database
     */
    CachedCollection<T> db(String name);

    /**
     * {@return the document with this {@code _id}: {@code find(eq("_id", id)).first()}, by the shortest way}
     *
     * @param id the {@code _id}
     */
    Optional<T> findById(Object id);

    /**
     * {@return the first document that matches: {@code find(filter).first()}}
     *
     * @param filter as for {@code find}
     */
    Optional<T> findOne(Bson filter);

    @Override
    CachedFindIterable<T> find();

    @Override
    <R> CachedFindIterable<R> find(Class<R> resultClass);

    @Override
    CachedFindIterable<T> find(Bson filter);

    @Override
    <R> CachedFindIterable<R> find(Bson filter, Class<R> resultClass);

    @Override
    CachedFindIterable<T> find(ClientSession session);

    @Override
    <R> CachedFindIterable<R> find(ClientSession session, Class<R> resultClass);

    @Override
    CachedFindIterable<T> find(ClientSession session, Bson filter);

    @Override
    <R> CachedFindIterable<R> find(ClientSession session, Bson filter, Class<R> resultClass);

    @Override
    CachedAggregateIterable<T> aggregate(List<? extends Bson> pipeline);

    @Override
    <R> CachedAggregateIterable<R> aggregate(List<? extends Bson> pipeline, Class<R> resultClass);

    @Override
    CachedAggregateIterable<T> aggregate(ClientSession session, List<? extends Bson> pipeline);

    @Override
    <R> CachedAggregateIterable<R> aggregate(
            ClientSession session, List<? extends Bson> pipeline, Class<R> resultClass);

    @Override
    <R> CachedDistinctIterable<R> distinct(String fieldName, Class<R> resultClass);

    @Override
    <R> CachedDistinctIterable<R> distinct(String fieldName, Bson filter, Class<R> resultClass);

    @Override
    <R> CachedDistinctIterable<R> distinct(ClientSession session, String fieldName, Class<R> resultClass);

    @Override
    <R> CachedDistinctIterable<R> distinct(ClientSession session, String fieldName, Bson filter, Class<R> resultClass);

    @Override
    <N> CachedCollection<N> withDocumentClass(Class<N> documentClass);

    @Override
    CachedCollection<T> withCodecRegistry(CodecRegistry codecRegistry);

    @Override
    CachedCollection<T> withReadPreference(ReadPreference readPreference);

    @Override
    CachedCollection<T> withWriteConcern(WriteConcern writeConcern);

    @Override
    CachedCollection<T> withReadConcern(ReadConcern readConcern);

    @Override
    CachedCollection<T> withTimeout(long timeout, TimeUnit timeUnit);
}
