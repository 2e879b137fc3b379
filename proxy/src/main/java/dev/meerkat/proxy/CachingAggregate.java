package dev.meerkat.proxy;

import com.mongodb.client.AggregateIterable;
import com.mongodb.client.ClientSession;
import java.lang.invoke.MethodHandle;
import java.time.Duration;
import java.util.List;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * An aggregation, which is a write where its last stage is {@code $out} or {@code $merge}. What is not here is generated.
 *
 * @param <R> the type of the results
 */
abstract class CachingAggregate<R> extends WritingIterable<R, AggregateIterable<R>>
        implements CachedAggregateIterable<R> {

    private static final MethodHandle NEW = Generated.constructor(
            CachingAggregate.class,
            AggregateIterable.class,
            Backing.class,
            ReadPolicy.class,
            ClientSession.class,
            List.class,
            Class.class);

    private final List<? extends Bson> pipeline;

    /** The query that {@link #effect}, which is asked first, found to be a read. */
    private @Nullable AggregateQuery known;

    CachingAggregate(
            Backing<?> backing,
            ReadPolicy policy,
            @Nullable ClientSession session,
            List<? extends Bson> pipeline,
            Class<R> resultClass) {
        super(backing, policy, session, resultClass);
        this.pipeline = pipeline;
    }

    /** As the driver does, refuses null for the pipeline and for the class. */
    @SuppressWarnings("unchecked")
    static <R> CachedAggregateIterable<R> create(
            Backing<?> backing,
            ReadPolicy policy,
            @Nullable ClientSession session,
            List<? extends Bson> pipeline,
            Class<R> type) {
        CachingAggregate<R> aggregate;
        try {
            aggregate = (CachingAggregate<R>) (Object) NEW.invokeExact(backing, policy, session, pipeline, type);
        } catch (Throwable thrown) {
            throw DriverMethod.unchecked(thrown);
        }
        if (pipeline == null || type == null) {
            aggregate.own();
        }
        return aggregate;
    }

    @Override
    AggregateIterable<R> open(Backing<?> from, @Nullable ClientSession in) {
        return in == null
                ? from.collection().aggregate(pipeline, resultClass)
                : from.collection().aggregate(in, pipeline, resultClass);
    }

    @Override
    Query query(boolean first) {
        AggregateQuery its = known;
        known = null;
        return its == null ? new AggregateQuery(backing(), pipeline, settings) : its;
    }

    @Override
    Results<R> results() {
        return backing().documents(resultClass);
    }

    @Override
    void toCollection(AggregateIterable<R> iterable) {
        iterable.toCollection();
    }

    /** None where it is known as a read from before: to render its last stage would cost more than a hit. */
    @Override
    @Nullable
    Effect effect() {
        AggregateQuery query = new AggregateQuery(backing(), pipeline, settings);
        if (query.isKnown()) {
            known = query;
            return null;
        }
        known = null;
        return Pipelines.effect(backing(), pipeline, backing().written().whole());
    }

    @Override
    public CachedAggregateIterable<R> noCache() {
        setUncached();
        return this;
    }

    @Override
    public CachedAggregateIterable<R> cacheTtl(Duration ttl) {
        setTtl(ttl);
        return this;
    }

    @Override
    public CachedAggregateIterable<R> maxStale(Duration bound) {
        setBound(bound);
        return this;
    }

    @Override
    public CachedAggregateIterable<R> db(String name) {
        setDatabase(name);
        return this;
    }
}
