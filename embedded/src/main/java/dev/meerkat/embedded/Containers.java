package dev.meerkat.embedded;

import com.redis.testcontainers.RedisContainer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.mongodb.MongoDBContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * Servers in containers. Loaded only where a Docker engine answers. An engine that can't get the image (no network, no
 * rights) is no reason to fail: then the embedded server is taken, and its line says why.
 */
final class Containers {

    private static final Logger LOG = LoggerFactory.getLogger(Containers.class);

    private static final String MONGO_IMAGE = "mongo:8.0";
    private static final String REDIS_IMAGE = "redis:8.0";

    private Containers() {}

    static MongoServer mongo(Choice choice) {
        MongoDBContainer container = new MongoDBContainer(MONGO_IMAGE).withReplicaSet();
        try {
            container.start();
        } catch (RuntimeException e) {
            container.close();
            return Servers.embeddedMongo(instead(Choice.MONGO, MONGO_IMAGE, e));
        }
        String line = choice.line() + ", " + MONGO_IMAGE;
        return new RunningServer(container.getReplicaSetUrl(), line, null, true, container::close);
    }

    static RedisServer redis(Choice choice) {
        RedisContainer container = new RedisContainer(DockerImageName.parse(REDIS_IMAGE));
        try {
            container.start();
        } catch (RuntimeException e) {
            container.close();
            return Servers.embeddedRedis(instead(Choice.REDIS, REDIS_IMAGE, e));
        }
        String url = "redis://" + container.getRedisHost() + ":" + container.getRedisPort();
        return new RunningServer(url, choice.line() + ", " + REDIS_IMAGE, null, true, container::close);
    }

    private static String instead(Choice.Product product, String image, RuntimeException why) {
        LOG.debug("no container of {}", image, why);
        return product.name() + ": " + product.embedded() + "; the Docker engine couldn't start " + image;
    }
}
