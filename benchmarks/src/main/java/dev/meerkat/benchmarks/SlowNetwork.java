package dev.meerkat.benchmarks;

import com.mongodb.ConnectionString;
import dev.meerkat.embedded.FaultProxy;
import dev.meerkat.embedded.MongoServer;
import dev.meerkat.embedded.RedisServer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Another way to the servers, on which answers arrive a millisecond later, at the least. */
final class SlowNetwork implements AutoCloseable {

    private static final Duration LATER = Duration.ofMillis(1);

    private final @Nullable FaultProxy mongo;
    private final @Nullable FaultProxy redis;

    private SlowNetwork(@Nullable FaultProxy mongo, @Nullable FaultProxy redis) {
        this.mongo = mongo;
        this.redis = redis;
    }

    /** To servers that were started here; to others, which may want encryption and passwords, it leads nowhere. */
    static SlowNetwork to(MongoServer mongo, RedisServer redis) {
        if (!mongo.ours() || !redis.ours()) {
            return new SlowNetwork(null, null);
        }
        List<String> hosts = Objects.requireNonNull(new ConnectionString(mongo.uri()).getHosts());
        URI redisUri = URI.create(redis.url());
        return new SlowNetwork(slow(URI.create("tcp://" + hosts.get(0))), slow(redisUri));
    }

    private static FaultProxy slow(URI server) {
        FaultProxy proxy = FaultProxy.to(server.getHost(), server.getPort());
        proxy.toClient().delay(LATER);
        return proxy;
    }

    /** MongoDB's connection string: of this one address, whatever the server says of itself. Empty where there is none. */
    String mongo() {
        return mongo == null ? "" : "mongodb://" + mongo.address() + "/?directConnection=true";
    }

    /** Redis' URL, empty where there is none. */
    String redis() {
        return redis == null ? "" : "redis://" + redis.address();
    }

    @Override
    public void close() {
        if (mongo != null) {
            mongo.close();
        }
        if (redis != null) {
            redis.close();
        }
    }
}
