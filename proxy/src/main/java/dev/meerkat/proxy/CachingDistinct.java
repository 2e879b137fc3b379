package dev.meerkat.proxy;

import com.mongodb.client.ClientSession;
import com.mongodb.client.DistinctIterable;
import java.lang.invoke.MethodHandle;
import java.time.Duration;
import org.bson.BsonDocument;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * A field's distinct values. What is not here is generated.
 *
 * @param <R> the type of the values
 */
abstract class CachingDistinct<R> extends CachingIterable<R, DistinctIterable<R>> implements CachedDistinctIterable<R> {

    private static final MethodHandle NEW = Generated.constructor(
            CachingDistinct.class,
            DistinctIterable.class,
            Backing.class,
            ReadPolicy.class,
            ClientSession.class,
            String.class,
            Bson.class,
            Class.class);

    private final String fieldName;
    private Bson filter;

    CachingDistinct(
            Backing<?> backing,
            ReadPolicy policy,
            @Nullable ClientSession session,
            String fieldName,
            Bson filter,
            Class<R> resultClass) {
        super(backing, policy, session, resultClass);
        this.fieldName = fieldName;
        this.filter = filter;
    }

    /** As the driver does, refuses null for the field and for the class. */
    @SuppressWarnings("unchecked")
    static <R> CachedDistinctIterable<R> create(
            Backing<?> backing,
            ReadPolicy policy,
            @Nullable ClientSession session,
            String fieldName,
            Bson filter,
            Class<R> type) {
        CachingDistinct<R> distinct;
        try {
            distinct = (CachingDistinct<R>) (Object) NEW.invokeExact(backing, policy, session, fieldName, filter, type);
        } catch (Throwable thrown) {
            throw DriverMethod.unchecked(thrown);
        }
        if (fieldName == null || filter == null || type == null) {
            distinct.own();
        }
        return distinct;
    }

    @Override
    DistinctIterable<R> open(Backing<?> from, @Nullable ClientSession in) {
        return in == null
                ? from.collection().distinct(fieldName, filter, resultClass)
                : from.collection().distinct(in, fieldName, filter, resultClass);
    }

    @Override
    Query query(boolean first) {
        return new DistinctQuery(backing(), fieldName, filter, settings);
    }

    @Override
    Results<R> results() {
        return backing().values(resultClass);
    }

    @Override
    public CachedDistinctIterable<R> filter(@Nullable Bson newFilter) {
        own().filter(newFilter);
        filter = newFilter == null ? new BsonDocument() : newFilter;
        return this;
    }

    @Override
    public CachedDistinctIterable<R> noCache() {
        setUncached();
        return this;
    }

    @Override
    public CachedDistinctIterable<R> cacheTtl(Duration ttl) {
        setTtl(ttl);
        return this;
    }

    @Override
    public CachedDistinctIterable<R> maxStale(Duration bound) {
        setBound(bound);
        return this;
    }

    @Override
    public CachedDistinctIterable<R> db(String name) {
        setDatabase(name);
        return this;
    }
}
