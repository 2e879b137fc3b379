package dev.meerkat.proxy;

import com.mongodb.CursorType;
import com.mongodb.client.FindIterable;
import com.mongodb.client.cursor.TimeoutMode;
import com.mongodb.client.model.Collation;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.bson.BsonValue;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * A find whose result may come from the cache. Collects options as the driver's does, sends nothing before a terminal call,
 * and is used by one thread at a time.
 *
 * @param <R> the type of the results
 */
public interface CachedFindIterable<R> extends FindIterable<R> {

    /**
     * From now on straight from MongoDB.
     *
     * @return this iterable
     */
    CachedFindIterable<R> noCache();

    /**
     * From now on with this lifetime.
     *
     * @param ttl how long a result that this call fetches is kept at most; at least a millisecond
     * @return this iterable
     */
    CachedFindIterable<R> cacheTtl(Duration ttl);

    /**
     * From now on with this bound: what may miss a change that is older is not served.
     *
     * @param bound tighter or looser than the builder's; not negative
     * @return this iterable
     */
    CachedFindIterable<R> maxStale(Duration bound);

    /**
     * From now on in another database, in the collection of the same name.
     *
     * @param name a database's name
     * @return this iterable
     * @throws IllegalStateException unless {@code multiDb} is on
     * @throws IllegalArgumentException where the name can't be a tenant's database
     */
    CachedFindIterable<R> db(String name);

    @Override
    CachedFindIterable<R> filter(@Nullable Bson filter);

    @Override
    CachedFindIterable<R> limit(int limit);

    @Override
    CachedFindIterable<R> skip(int skip);

    @Override
    CachedFindIterable<R> maxTime(long maxTime, TimeUnit timeUnit);

    @Override
    CachedFindIterable<R> maxAwaitTime(long maxAwaitTime, TimeUnit timeUnit);

    @Override
    CachedFindIterable<R> projection(@Nullable Bson projection);

    @Override
    CachedFindIterable<R> sort(@Nullable Bson sort);

    @Override
    CachedFindIterable<R> noCursorTimeout(boolean noCursorTimeout);

    @Override
    CachedFindIterable<R> partial(boolean partial);

    @Override
    CachedFindIterable<R> cursorType(CursorType cursorType);

    @Override
    CachedFindIterable<R> batchSize(int batchSize);

    @Override
    CachedFindIterable<R> collation(@Nullable Collation collation);

    @Override
    CachedFindIterable<R> comment(@Nullable String comment);

    @Override
    CachedFindIterable<R> comment(@Nullable BsonValue comment);

    @Override
    CachedFindIterable<R> hint(@Nullable Bson hint);

    @Override
    CachedFindIterable<R> hintString(@Nullable String hint);

    @Override
    CachedFindIterable<R> let(@Nullable Bson variables);

    @Override
    CachedFindIterable<R> max(@Nullable Bson max);

    @Override
    CachedFindIterable<R> min(@Nullable Bson min);

    @Override
    CachedFindIterable<R> returnKey(boolean returnKey);

    @Override
    CachedFindIterable<R> showRecordId(boolean showRecordId);

    @Override
    CachedFindIterable<R> allowDiskUse(@Nullable Boolean allowDiskUse);

    @Override
    CachedFindIterable<R> timeoutMode(TimeoutMode timeoutMode);
}
