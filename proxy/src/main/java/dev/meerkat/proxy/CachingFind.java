package dev.meerkat.proxy;

import com.mongodb.client.ClientSession;
import com.mongodb.client.FindIterable;
import java.lang.invoke.MethodHandle;
import java.time.Duration;
import org.bson.BsonDocument;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * A find. What is not here is generated.
 *
 * @param <R> the type of the results
 */
abstract class CachingFind<R> extends CachingIterable<R, FindIterable<R>> implements CachedFindIterable<R> {

    private static final MethodHandle NEW = Generated.constructor(
            CachingFind.class,
            FindIterable.class,
            Backing.class,
            ReadPolicy.class,
            ClientSession.class,
            Bson.class,
            Class.class);

    private Bson filter;

    CachingFind(
            Backing<?> backing, ReadPolicy policy, @Nullable ClientSession session, Bson filter, Class<R> resultClass) {
        super(backing, policy, session, resultClass);
        this.filter = filter;
    }

    /** As the driver does, refuses null for the filter and for the class. */
    @SuppressWarnings("unchecked")
    static <R> CachedFindIterable<R> create(
            Backing<?> backing, ReadPolicy policy, @Nullable ClientSession session, Bson filter, Class<R> type) {
        CachingFind<R> find;
        try {
            find = (CachingFind<R>) (Object) NEW.invokeExact(backing, policy, session, filter, type);
        } catch (Throwable thrown) {
            throw DriverMethod.unchecked(thrown);
        }
        if (filter == null || type == null) {
            find.own();
        }
        return find;
    }

    @Override
    FindIterable<R> open(Backing<?> from, @Nullable ClientSession in) {
        Bson asked = filter;
        return in == null
                ? from.collection().find(asked, resultClass)
                : from.collection().find(in, asked, resultClass);
    }

    @Override
    Query query(boolean first) {
        return new FindQuery(backing(), filter, settings, first);
    }

    @Override
    Results<R> results() {
        return backing().documents(resultClass);
    }

    @Override
    public CachedFindIterable<R> filter(@Nullable Bson newFilter) {
        own().filter(newFilter);
        filter = newFilter == null ? new BsonDocument() : newFilter;
        return this;
    }

    @Override
    public CachedFindIterable<R> noCache() {
        setUncached();
        return this;
    }

    @Override
    public CachedFindIterable<R> cacheTtl(Duration ttl) {
        setTtl(ttl);
        return this;
    }

    @Override
    public CachedFindIterable<R> maxStale(Duration bound) {
        setBound(bound);
        return this;
    }

    @Override
    public CachedFindIterable<R> db(String name) {
        setDatabase(name);
        return this;
    }
}
