package dev.meerkat.proxy;

import com.mongodb.client.AggregateIterable;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoDatabase;
import java.lang.invoke.MethodHandle;
import java.util.List;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * An aggregation over a database: never cached, for it reads the server's state or no collection at all, and a write where
 * its last stage is {@code $out} or {@code $merge}. What is not here is generated.
 *
 * @param <R> the type of the results
 */
abstract class CachingDatabaseAggregate<R> extends UncachedIterable<R, AggregateIterable<R>>
        implements AggregateIterable<R> {

    /** What the server calls the collection that such an aggregation runs on. */
    private static final String NO_COLLECTION = "$cmd.aggregate";

    private static final MethodHandle NEW = Generated.constructor(
            CachingDatabaseAggregate.class,
            AggregateIterable.class,
            DatabaseBacking.class,
            ClientSession.class,
            List.class,
            Class.class);

    private final MongoDatabase database;
    private final List<? extends Bson> pipeline;

    CachingDatabaseAggregate(
            DatabaseBacking backing,
            @Nullable ClientSession session,
            List<? extends Bson> pipeline,
            Class<R> resultClass) {
        super(
                backing.collection(backing.database().getCollection(NO_COLLECTION)),
                ReadPolicy.NONE,
                session,
                resultClass);
        this.database = backing.database();
        this.pipeline = pipeline;
    }

    /** As the driver does, refuses null for the pipeline and for the class. */
    @SuppressWarnings("unchecked")
    static <R> AggregateIterable<R> create(
            DatabaseBacking backing, @Nullable ClientSession session, List<? extends Bson> pipeline, Class<R> type) {
        CachingDatabaseAggregate<R> aggregate;
        try {
            aggregate = (CachingDatabaseAggregate<R>) (Object) NEW.invokeExact(backing, session, pipeline, type);
        } catch (Throwable thrown) {
            throw DriverMethod.unchecked(thrown);
        }
        aggregate.own();
        return aggregate;
    }

    @Override
    AggregateIterable<R> open(Backing<?> from, @Nullable ClientSession in) {
        return in == null ? database.aggregate(pipeline, resultClass) : database.aggregate(in, pipeline, resultClass);
    }

    @Override
    void toCollection(AggregateIterable<R> iterable) {
        iterable.toCollection();
    }

    @Override
    @Nullable
    Effect effect() {
        return Pipelines.effect(backing(), pipeline, DatabaseCommands.onWhole(database.getName()));
    }
}
