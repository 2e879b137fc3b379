package dev.meerkat.proxy;

import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCluster;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.bson.codecs.configuration.CodecRegistry;

/**
 * A {@link MongoCluster} whose databases hand out collections that answer reads from the cache where they can. What it writes
 * itself, by {@code bulkWrite}, is told to the cache before it returns. Its sessions tell the cache of their transactions'
 * writes when these commit. Thread-safe and immutable, as what it wraps.
 */
public interface CachedCluster extends MongoCluster {

    /** {@return the same, whose collections are read straight from MongoDB} */
    CachedCluster noCache();

    /**
     * {@return the same with another lifetime of what is read through its collections}
     *
     * @param ttl how long a result is kept at most; at least a millisecond
     */
    CachedCluster cacheTtl(Duration ttl);

    /**
     * {@return the same with another bound than the builder's: what may miss a change that is older is not served}
     *
     * @param bound tighter or looser; not negative. One that is tighter than some heartbeats leaves nothing to serve
     */
    CachedCluster maxStale(Duration bound);

    @Override
    CachedDatabase getDatabase(String databaseName);

    @Override
    CachedCluster withCodecRegistry(CodecRegistry codecRegistry);

    @Override
    CachedCluster withReadPreference(ReadPreference readPreference);

    @Override
    CachedCluster withWriteConcern(WriteConcern writeConcern);

    @Override
    CachedCluster withReadConcern(ReadConcern readConcern);

    @Override
    CachedCluster withTimeout(long timeout, TimeUnit timeUnit);
}
