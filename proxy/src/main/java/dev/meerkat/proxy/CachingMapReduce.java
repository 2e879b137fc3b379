package dev.meerkat.proxy;

import com.mongodb.client.ClientSession;
import dev.meerkat.cache.Namespace;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * A map-reduce: never cached, and a write where it names a collection. What is not here is generated.
 *
 * @param <R> the type of the results
 */
@SuppressWarnings("deprecation")
abstract class CachingMapReduce<R> extends UncachedIterable<R, com.mongodb.client.MapReduceIterable<R>>
        implements com.mongodb.client.MapReduceIterable<R> {

    private static final MethodHandle NEW = Generated.constructor(
            CachingMapReduce.class,
            com.mongodb.client.MapReduceIterable.class,
            Backing.class,
            ReadPolicy.class,
            ClientSession.class,
            String.class,
            String.class,
            Class.class);

    private final String mapFunction;
    private final String reduceFunction;

    CachingMapReduce(
            Backing<?> backing,
            ReadPolicy policy,
            @Nullable ClientSession session,
            String mapFunction,
            String reduceFunction,
            Class<R> resultClass) {
        super(backing, policy, session, resultClass);
        this.mapFunction = mapFunction;
        this.reduceFunction = reduceFunction;
    }

    @SuppressWarnings("unchecked")
    static <R> com.mongodb.client.MapReduceIterable<R> create(
            Backing<?> backing,
            ReadPolicy policy,
            @Nullable ClientSession session,
            String mapFunction,
            String reduceFunction,
            Class<R> type) {
        CachingMapReduce<R> mapReduce;
        try {
            mapReduce = (CachingMapReduce<R>)
                    (Object) NEW.invokeExact(backing, policy, session, mapFunction, reduceFunction, type);
        } catch (Throwable thrown) {
            throw DriverMethod.unchecked(thrown);
        }
        mapReduce.own();
        return mapReduce;
    }

    @Override
    com.mongodb.client.MapReduceIterable<R> open(Backing<?> from, @Nullable ClientSession in) {
        return in == null
                ? from.collection().mapReduce(mapFunction, reduceFunction, resultClass)
                : from.collection().mapReduce(in, mapFunction, reduceFunction, resultClass);
    }

    @Override
    void toCollection(com.mongodb.client.MapReduceIterable<R> iterable) {
        iterable.toCollection();
    }

    @Override
    @Nullable
    Effect effect() {
        Object collection = settings.value("collectionName");
        if (collection == null) {
            return null;
        }
        Object database = settings.value("databaseName");
        return Effect.onWhole(new Namespace(
                database == null ? backing().namespace().database() : database.toString(), collection.toString()));
    }
}
