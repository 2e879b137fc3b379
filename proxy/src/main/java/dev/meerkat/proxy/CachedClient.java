package dev.meerkat.proxy;

import com.mongodb.client.MongoClient;
import java.time.Duration;

/**
 * A {@link MongoClient} whose databases hand out collections that answer reads from the cache where they can. To close it is to
 * close the client that it wraps, which is whose made that client's to do; Meerkat never does it by itself.
 */
public interface CachedClient extends CachedCluster, MongoClient {

    @Override
    CachedClient noCache();

    @Override
    CachedClient cacheTtl(Duration ttl);

    @Override
    CachedClient maxStale(Duration bound);
}
