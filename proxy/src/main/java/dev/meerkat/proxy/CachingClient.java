package dev.meerkat.proxy;

import com.mongodb.client.MongoClient;
import java.lang.invoke.MethodHandle;
import java.time.Duration;

/** A wrapped client. What is not here is generated from the {@link OperationTable}. */
abstract class CachingClient extends CachingCluster implements CachedClient {

    private static final MethodHandle NEW = Generated.constructor(
            CachingClient.class, MongoClient.class, ProxyContext.class, MongoClient.class, ReadPolicy.class);

    private final MongoClient client;

    CachingClient(ProxyContext context, MongoClient client, ReadPolicy policy) {
        super(context, client, policy);
        this.client = client;
    }

    static CachedClient create(ProxyContext context, MongoClient client, ReadPolicy policy) {
        try {
            return (CachingClient) (Object) NEW.invokeExact(context, client, policy);
        } catch (Throwable thrown) {
            throw DriverMethod.unchecked(thrown);
        }
    }

    @Override
    final MongoClient target() {
        return client;
    }

    @Override
    public CachedClient noCache() {
        return create(context, client, policy.uncached());
    }

    @Override
    public CachedClient cacheTtl(Duration ttl) {
        return create(context, client, policy.keptFor(ttl));
    }

    @Override
    public CachedClient maxStale(Duration bound) {
        return create(context, client, policy.within(bound));
    }

    @Override
    public String toString() {
        return "CachedClient[" + client.getClusterDescription().getShortDescription()
                + (policy.noCache() ? ", uncached]" : "]");
    }
}
