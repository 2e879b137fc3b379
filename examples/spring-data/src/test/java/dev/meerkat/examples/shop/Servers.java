package dev.meerkat.examples.shop;

import dev.meerkat.embedded.EmbeddedMongo;
import dev.meerkat.embedded.EmbeddedRedis;
import org.springframework.test.context.DynamicPropertyRegistry;

/** The servers of the tests, which end with the JVM. */
final class Servers {

    private static final EmbeddedRedis REDIS = redis();

    private Servers() {}

    /** A MongoDB of its own for an application. */
    static EmbeddedMongo mongo(DynamicPropertyRegistry properties) {
        EmbeddedMongo mongo = EmbeddedMongo.start();
        properties.add("spring.mongodb.uri", mongo::uri);
        return mongo;
    }

    static void redis(DynamicPropertyRegistry properties) {
        properties.add("meerkat.redis-url", () -> REDIS.url());
    }

    private static EmbeddedRedis redis() {
        return EmbeddedRedis.start();
    }
}
