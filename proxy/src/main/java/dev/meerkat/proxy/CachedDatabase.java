package dev.meerkat.proxy;

import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.codecs.configuration.CodecRegistry;

/**
 * A {@link MongoDatabase} whose collections answer reads from the cache where they can. Its own reads, by {@code runCommand}
 * and {@code aggregate}, are MongoDB's. Its writes are told to the cache before they return: by {@code runCommand} all that
 * the command may have changed, which for one that isn't known is the whole database. Thread-safe and immutable, as the
 * database that it wraps.
 */
public interface CachedDatabase extends MongoDatabase {

    /** {@return the same database, whose collections are read straight from MongoDB} */
    CachedDatabase noCache();

    /**
     * {@return the same database with another lifetime of what is read through its collections}
     *
     * @param ttl how long a result is kept at most; at least a millisecond
     */
    CachedDatabase cacheTtl(Duration ttl);

    /**
     * {@return the same with another bound than the builder's: what may miss a change that is older is not served}
     *
     * @param bound tighter or looser; not negative. One that is tighter than some heartbeats leaves nothing to serve
     */
    CachedDatabase maxStale(Duration bound);

    /**
     * {@return the database of this name, with the settings of this one}
     *
     * @param name a database's name
     * @throws IllegalStateException unless {@code multiDb} is on
     * @throws IllegalArgumentException where the name can't be a tenant's database
     */
    CachedDatabase db(String name);

    @Override
    CachedCollection<Document> getCollection(String collectionName);

    @Override
    <T> CachedCollection<T> getCollection(String collectionName, Class<T> documentClass);

    @Override
    CachedDatabase withCodecRegistry(CodecRegistry codecRegistry);

    @Override
    CachedDatabase withReadPreference(ReadPreference readPreference);

    @Override
    CachedDatabase withWriteConcern(WriteConcern writeConcern);

    @Override
    CachedDatabase withReadConcern(ReadConcern readConcern);

    @Override
    CachedDatabase withTimeout(long timeout, TimeUnit timeUnit);
}
