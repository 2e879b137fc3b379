package dev.meerkat;

import com.mongodb.client.MongoClient;
import dev.meerkat.cache.CacheLimits;
import dev.meerkat.cache.Guards;
import dev.meerkat.cache.ProtocolTimes;
import dev.meerkat.cache.spi.Ticker;
import dev.meerkat.redis.RedisOptions;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
        int readsWhileShut,
        double auditShare,
        CollectionRules collections,
        Caching caching,
        boolean enabled,
        boolean debug,
        Optional<InetSocketAddress> httpEndpoint,
        ForTests forTests) {

    /**
     * What only tests of tests change.
     *
     * @param guards which guards stand
     * @param floorWhenEnabled whether enabling raises a floor above what was written meanwhile
     * @param ticker the process's clocks
     */
    record ForTests(Guards guards, boolean floorWhenEnabled, Ticker ticker) {

        static final ForTests NOTHING = new ForTests(Guards.all(), true, Ticker.system());
    }

    /** Of values that have been checked. */
    static MeerkatConfig of(
            Layer layer, @Nullable MongoClient mongoClient, @Nullable UnifiedJedis jedis, ForTests forTests) {
        SettingValues values = layer.values();
        return new MeerkatConfig(
                values.said(Settings.MONGO_URI),
                mongoClient,
                values.get(Settings.STATIC_ASSET_DB),
                values.get(Settings.MULTI_DB),
                values.said(Settings.REDIS_URL),
                jedis,
                values.get(Settings.REDIS_KEY_PREFIX),
                values.get(Settings.DEFAULT_TTL),
                new ProtocolTimes(values.get(Settings.MAX_STALENESS)),
                new CacheLimits(
                        values.get(Settings.NEAR_CACHE_BYTES),
                        values.get(Settings.MAX_RESULT_BYTES),
                        CacheLimits.DEFAULT.tags(),
                        CacheLimits.DEFAULT.flightTimeout()),
                values.get(Settings.READS_WHILE_SHUT),
                values.get(Settings.AUDIT_SHARE),
                new CollectionRules(
                        layer.collections(),
                        Objects.requireNonNullElse(values.said(Settings.COLLECTIONS_OFF), List.of())),
                values.get(Settings.CACHING),
                values.get(Settings.ENABLED),
                values.get(Settings.DEBUG),
                values.get(Settings.HTTP_ENDPOINT),
                forTests);
    }

    boolean sharing() {
        return redisUrl != null || jedis != null;
    }

    RedisOptions redisOptions(String epoch) {
        return jedis != null
                ? RedisOptions.of(jedis, redisKeyPrefix, epoch)
                : RedisOptions.of(Objects.requireNonNull(redisUrl), redisKeyPrefix, epoch);
    }
}
