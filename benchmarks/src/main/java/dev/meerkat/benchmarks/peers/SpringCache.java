package dev.meerkat.benchmarks.peers;

import dev.meerkat.benchmarks.User;
import java.util.List;
import java.util.Map;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.cache.RedisCacheWriter;
import org.springframework.data.redis.cache.RedisCacheWriter.RedisCacheWriterConfigurer;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.serializer.RedisSerializationContext.SerializationPair;
import org.springframework.data.redis.serializer.RedisSerializer;

/**
 * Spring's cache abstraction over Redis, by annotations on a bean. Writes to Redis are {@code immediateWrites}: by default
 * they are asynchronous with Lettuce, and a caller may read what it has just made stale.
 */
final class SpringCache implements Contender {

    private final PlainDriver driver;
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private final SpringUsers users;

    SpringCache(Setting setting) {
        driver = new PlainDriver(setting);
        context.registerBean(PlainDriver.class, () -> driver);
        context.registerBean(
                LettuceConnectionFactory.class,
                () -> new LettuceConnectionFactory(LettuceConnectionFactory.createRedisConfiguration(setting.redis())));
        context.registerBean(
                CacheManager.class, () -> caches(setting, context.getBean(LettuceConnectionFactory.class)));
        context.registerBean(SpringUsers.class);
        context.register(Caching.class);
        context.refresh();
        users = context.getBean(SpringUsers.class);
    }

    private CacheManager caches(Setting setting, RedisConnectionFactory connections) {
        return RedisCacheManager.builder(
                        RedisCacheWriter.create(connections, RedisCacheWriterConfigurer::immediateWrites))
                .withInitialCacheConfigurations(Map.of(
                        SpringUsers.BY_ID, holding(setting, driver.userFormat()),
                        SpringUsers.PAGES, holding(setting, driver.pageFormat()),
                        SpringUsers.TOTALS, holding(setting, driver.totalsFormat())))
                .disableCreateOnMissingCache()
                .build();
    }

    private static <T> RedisCacheConfiguration holding(Setting setting, Format<T> format) {
        return RedisCacheConfiguration.defaultCacheConfig()
                .prefixCacheNameWith(setting.database() + ":spring:")
                .entryTtl(setting.ttl())
                .disableCachingNullValues()
                .serializeValuesWith(SerializationPair.fromSerializer(new Serializer<>(format)));
    }

    @Override
    public User byId(ObjectId id) {
        return users.byId(id);
    }

    @Override
    public List<User> page(String postcode) {
        return users.page(postcode);
    }

    @Override
    public List<Totals> totals(String postcode) {
        return users.totals(postcode);
    }

    @Override
    public void update(ObjectId id, Bson change) {
        users.update(id, Corpus.postcodeOf(id), change);
    }

    @Override
    public long loads() {
        return driver.loads();
    }

    /** The context closes the driver's client as well. */
    @Override
    public void close() {
        context.close();
    }

    /** Switches the annotations on. */
    @Configuration(proxyBeanMethods = false)
    @EnableCaching
    static class Caching {}

    private record Serializer<T>(Format<T> format) implements RedisSerializer<T> {

        @Override
        public byte[] serialize(@Nullable T value) {
            return value == null ? new byte[0] : format.encode(value);
        }

        @Override
        public @Nullable T deserialize(byte @Nullable [] bytes) {
            return bytes == null || bytes.length == 0 ? null : format.decode(bytes);
        }
    }
}
