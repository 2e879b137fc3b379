package dev.meerkat.proxy;

import com.mongodb.client.DistinctIterable;
import com.mongodb.client.cursor.TimeoutMode;
import com.mongodb.client.model.Collation;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.bson.BsonValue;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * A field's distinct values, which may come from the cache. Collects options as the driver's does, sends nothing before a
 * terminal call, and is used by one thread at a time.
 *
 * @param <R> the type of the values
 */
public interface CachedDistinctIterable<R> extends DistinctIterable<R> {

    /**
     * From now on straight from MongoDB.
     *
     * @return this iterable
     */
    CachedDistinctIterable<R> noCache();

    /**
     * From now on with this lifetime.
     *
     * @param ttl how long a result that this call fetches is kept at most; at least a millisecond
     * @return this iterable
     */
    CachedDistinctIterable<R> cacheTtl(Duration ttl);

    /**
     * From now on with this bound: what may miss a change that is older is not served.
     *
     * @param bound tighter or looser than the builder's; not negative
     * @return this iterable
     */
    CachedDistinctIterable<R> maxStale(Duration bound);

    /**
     * From now on in another database, in the collection of the same name.
     *
     * @param name a database's name
     * @return this iterable
     * @throws IllegalStateException unless {@code multiDb} is on
     * @throws IllegalArgumentException where the name can't be a tenant's database
     */
    CachedDistinctIterable<R> db(String name);

    @Override
    CachedDistinctIterable<R> filter(@Nullable Bson filter);

    @Override
    CachedDistinctIterable<R> maxTime(long maxTime, TimeUnit timeUnit);

    @Override
    CachedDistinctIterable<R> batchSize(int batchSize);

    @Override
    CachedDistinctIterable<R> collation(@Nullable Collation collation);

    @Override
    CachedDistinctIterable<R> comment(@Nullable String comment);

    @Override
    CachedDistinctIterable<R> comment(@Nullable BsonValue comment);

    @Override
    CachedDistinctIterable<R> hint(@Nullable Bson hint);

    @Override
    CachedDistinctIterable<R> hintString(@Nullable String hint);

    @Override
    CachedDistinctIterable<R> timeoutMode(TimeoutMode timeoutMode);
}
