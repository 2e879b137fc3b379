package dev.meerkat.junit;

import dev.meerkat.embedded.EmbeddedRedis;
import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Resolves the parameters that {@link WithRedis} describes. Knows the clients by name: they may be missing. */
final class RedisExtension implements ParameterResolver {

    private static final Set<String> JEDIS =
            Set.of("redis.clients.jedis.RedisClient", "redis.clients.jedis.UnifiedJedis");
    private static final Set<String> MISTAKABLE = Set.of(
            "redis.clients.jedis.Jedis",
            "redis.clients.jedis.JedisPool",
            "redis.clients.jedis.JedisPooled",
            "io.lettuce.core.RedisClient",
            "io.lettuce.core.RedisURI",
            "io.lettuce.core.api.StatefulRedisConnection",
            "org.redisson.api.RedissonClient");

    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext rootContext) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return parameter.getParameter().getAnnotations().length == 0
                && (type == EmbeddedRedis.class
                        || type == URI.class
                        || JEDIS.contains(type.getName())
                        || MISTAKABLE.contains(type.getName()));
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        if (MISTAKABLE.contains(type.getName())) {
            throw new ParameterResolutionException("@WithRedis has no " + type.getName()
                    + ": ask for a RedisClient of redis.clients.jedis, or make what you need on a java.net.URI");
        }
        Declaration<WithRedis> declaration = Declaration.of(WithRedis.class, context);
        TestRedis redis = declaration.shared(TestRedis.class, TestRedis::new);
        if (type == EmbeddedRedis.class) {
            return redis.server();
        }
        LeasedDatabase database = declaration.within(context, LeasedDatabase.class, redis::lease);
        return type == URI.class ? database.uri() : database.jedis();
    }
}
