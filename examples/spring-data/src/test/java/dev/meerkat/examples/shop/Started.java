package dev.meerkat.examples.shop;

import static org.awaitility.Awaitility.await;

import dev.meerkat.Meerkat;
import dev.meerkat.embedded.EmbeddedMongo;
import dev.meerkat.embedded.EmbeddedRedis;
import java.time.Duration;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.client.RestClient;

/** The shop as its {@code main} starts it, but in this JVM. Several of them share one Redis, as processes would. */
record Started(ConfigurableApplicationContext context) implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    static Started on(EmbeddedMongo mongo, EmbeddedRedis redis, Class<?>... more) {
        Started started = new Started(new SpringApplicationBuilder(Shop.class, Listening.class)
                .sources(more)
                .bannerMode(Banner.Mode.OFF)
                .run(
                        "--server.port=0",
                        "--spring.mongodb.uri=" + mongo.uri(),
                        "--meerkat.redis-url=" + redis.url(),
                        "--logging.level.root=warn"));
        await().atMost(PATIENCE).until(() -> started.meerkat().health().serving());
        return started;
    }

    Meerkat meerkat() {
        return context.getBean(Meerkat.class);
    }

    ProductRepository products() {
        return context.getBean(ProductRepository.class);
    }

    SentCommands sent() {
        return context.getBean(SentCommands.class);
    }

    RestClient http() {
        return RestClient.create(
                "http://localhost:" + context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    Product product(String id) {
        return products().findById(id).orElseThrow();
    }

    @Override
    public void close() {
        context.close();
    }
}
