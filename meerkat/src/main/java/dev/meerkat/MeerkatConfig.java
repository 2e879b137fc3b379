package dev.meerkat;

import com.mongodb.client.MongoClient;
import dev.meerkat.cache.CacheLimits;
import dev.meerkat.cache.Guards;
import dev.meerkat.cache.ProtocolTimes;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;

/** The settings that a builder found good. Immutable. */
record MeerkatConfig(
        @Nullable String mongoUri,
        @Nullable MongoClient mongoClient,
        String staticAssetDb,
        boolean multiDb,
        @Nullable String redisUrl,
        @Nullable UnifiedJedis jedis,
        String redisKeyPrefix,
        Duration defaultTtl,
        ProtocolTimes times,
        CacheLimits limits,
        Guards guards) {

    boolean sharing() {
        return redisUrl != null || jedis != null;
    }
}
