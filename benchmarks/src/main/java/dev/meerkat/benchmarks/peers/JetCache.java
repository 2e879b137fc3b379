package dev.meerkat.benchmarks.peers;

import com.alicp.jetcache.Cache;
import com.alicp.jetcache.CacheBuilder;
import com.alicp.jetcache.CacheValueHolder;
import com.alicp.jetcache.SimpleCacheManager;
import com.alicp.jetcache.anno.CacheConsts;
import com.alicp.jetcache.anno.CacheType;
import com.alicp.jetcache.embedded.CaffeineCacheBuilder;
import com.alicp.jetcache.redis.lettuce.JetCacheCodec;
import com.alicp.jetcache.redis.lettuce.RedisLettuceCacheBuilder;
import com.alicp.jetcache.template.CacheBuilderTemplate;
import com.alicp.jetcache.template.NotifyMonitorInstaller;
import com.alicp.jetcache.template.QuickConfig;
import dev.meerkat.benchmarks.User;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;

/** JetCache's two levels, Caffeine and Redis; a write tells other processes' local caches by a broadcast. */
final class JetCache implements Contender {

    private static final Function<Object, Object> AS_STRING = Object::toString;

    private final PlainDriver driver;
    private final RedisClient redis;
    private final SimpleCacheManager caches = new SimpleCacheManager();
    private final Cache<ObjectId, User> users;
    private final Cache<String, List<User>> pages;
    private final Cache<String, List<Totals>> totals;

    JetCache(Setting setting) {
        driver = new PlainDriver(setting);
        redis = RedisClient.create(setting.redis());
        redis.setOptions(ClientOptions.builder()
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .build());
        caches.setCacheBuilderTemplate(template(setting));
        users = cache(setting, "users:", driver.userFormat());
        pages = cache(setting, "pages:", driver.pageFormat());
        totals = cache(setting, "totals:", driver.totalsFormat());
    }

    private CacheBuilderTemplate template(Setting setting) {
        CacheBuilder local = CaffeineCacheBuilder.createCaffeineCacheBuilder()
                .limit(Setting.LOCAL_ENTRIES)
                .keyConvertor(AS_STRING);
        CacheBuilder remote = RedisLettuceCacheBuilder.createRedisLettuceCacheBuilder()
                .redisClient(redis)
                .pubSubConnection(pubSub())
                .keyConvertor(AS_STRING)
                .broadcastChannel(setting.database() + ":jetcache");
        CacheBuilderTemplate template = new CacheBuilderTemplate(
                true, Map.of(CacheConsts.DEFAULT_AREA, local), Map.of(CacheConsts.DEFAULT_AREA, remote));
        template.getCacheMonitorInstallers().add(new NotifyMonitorInstaller(area -> template.getCacheBuilder(1, area)));
        return template;
    }

    @SuppressWarnings("unchecked") // JetCache's codec is a raw type
    private StatefulRedisPubSubConnection<byte[], byte[]> pubSub() {
        return redis.connectPubSub((RedisCodec<byte[], byte[]>) new JetCacheCodec());
    }

    private <K, V> Cache<K, V> cache(Setting setting, String name, Format<V> format) {
        return caches.getOrCreateCache(QuickConfig.newBuilder(setting.database() + ":jetcache:" + name)
                .cacheType(CacheType.BOTH)
                .syncLocal(true)
                .expire(setting.ttl())
                .valueEncoder(holder -> encode(format, holder))
                .valueDecoder(bytes -> decode(format, bytes))
                .build());
    }

    /** What JetCache stores is a value with a time to live: here that time, then the value. */
    @SuppressWarnings("unchecked") // a cache encodes its own kind of values only
    private static <V> byte[] encode(Format<V> format, Object stored) {
        CacheValueHolder<V> holder = (CacheValueHolder<V>) stored;
        byte[] value = format.encode(holder.getValue());
        return ByteBuffer.allocate(Long.BYTES + value.length)
                .putLong(holder.getExpireTime())
                .put(value)
                .array();
    }

    private static <V> CacheValueHolder<V> decode(Format<V> format, byte[] bytes) {
        CacheValueHolder<V> holder = new CacheValueHolder<>();
        holder.setExpireTime(ByteBuffer.wrap(bytes).getLong());
        holder.setValue(format.decode(ByteBuffer.wrap(bytes, Long.BYTES, bytes.length - Long.BYTES)));
        return holder;
    }

    @Override
    public User byId(ObjectId id) {
        return users.computeIfAbsent(id, driver::byId);
    }

    @Override
    public List<User> page(String postcode) {
        return pages.computeIfAbsent(postcode, driver::page);
    }

    @Override
    public List<Totals> totals(String postcode) {
        return totals.computeIfAbsent(postcode, driver::totals);
    }

    @Override
    public void update(ObjectId id, Bson change) {
        driver.update(id, change);
        String postcode = Corpus.postcodeOf(id);
        users.remove(id);
        pages.remove(postcode);
        totals.remove(postcode);
    }

    @Override
    public long loads() {
        return driver.loads();
    }

    @Override
    public void close() {
        caches.close();
        redis.shutdown();
        driver.close();
    }
}
