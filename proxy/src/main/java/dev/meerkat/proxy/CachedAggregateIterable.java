package dev.meerkat.proxy;

import com.mongodb.client.AggregateIterable;
import com.mongodb.client.cursor.TimeoutMode;
import com.mongodb.client.model.Collation;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.bson.BsonValue;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * An aggregation whose result may come from the cache. Collects options as the driver's does, sends nothing before a
 * terminal call, and is used by one thread at a time. A pipeline that ends in {@code $out} or {@code $merge} is a write.
 *
 * @param <R> the type of the results
 */
public interface CachedAggregateIterable<R> extends AggregateIterable<R> {

    /**
     * From now on straight from MongoDB.
     *
     * @return this iterable
     */
    CachedAggregateIterable<R> noCache();

    /**
     * From now on with this lifetime.
     *
     * @param ttl how long a result that this call fetches is kept at most; at least a millisecond
     * @return this iterable
     */
    CachedAggregateIterable<R> cacheTtl(Duration ttl);

    /**
     * From now on with this bound: what may miss a change that is older is not served.
     *
     * @param bound tighter or looser than the builder's; not negative
     * @return this iterable
     */
    CachedAggregateIterable<R> maxStale(Duration bound);

    /**
     * From now on in another database, in the collection of the same name.
     *
     * @param name a database's name
     * @return this iterable
     * @throws IllegalStateException unless {@code multiDb} is on
     * @throws IllegalArgumentException where the name can't be a tenant's database
     */
    CachedAggregateIterable<R> db(String name);

    @Override
    CachedAggregateIterable<R> allowDiskUse(@Nullable Boolean allowDiskUse);

    @Override
    CachedAggregateIterable<R> batchSize(int batchSize);

    @Override
    CachedAggregateIterable<R> timeoutMode(TimeoutMode timeoutMode);

    @Override
    CachedAggregateIterable<R> maxTime(long maxTime, TimeUnit timeUnit);

    @Override
    CachedAggregateIterable<R> maxAwaitTime(long maxAwaitTime, TimeUnit timeUnit);

    @Override
    CachedAggregateIterable<R> bypassDocumentValidation(@Nullable Boolean bypassDocumentValidation);

    @Override
    CachedAggregateIterable<R> collation(@Nullable Collation collation);

    @Override
    CachedAggregateIterable<R> comment(@Nullable String comment);

    @Override
    CachedAggregateIterable<R> comment(@Nullable BsonValue comment);

    @Override
    CachedAggregateIterable<R> hint(@Nullable Bson hint);

    @Override
    CachedAggregateIterable<R> hintString(@Nullable String hint);

    @Override
    CachedAggregateIterable<R> let(@Nullable Bson variables);
}
