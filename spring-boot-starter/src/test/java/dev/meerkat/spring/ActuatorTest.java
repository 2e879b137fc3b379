package dev.meerkat.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.meerkat.Meerkat;
import dev.meerkat.embedded.EmbeddedMongo;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.mongodb.autoconfigure.MongoAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What the application's own endpoints show of the cache. */
class ActuatorTest {

    private static ApplicationContextRunner on(EmbeddedMongo mongo) {
        return BookShop.on(mongo)
                .withConfiguration(
                        AutoConfigurations.of(MetricsAutoConfiguration.class, MeerkatActuatorAutoConfiguration.class))
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new);
    }

    @Test
    void healthInfoAndMetersAreThere() {
        try (EmbeddedMongo mongo = EmbeddedMongo.start()) {
            on(mongo).run(application -> {
                CachedClientTest.awaitServing(application);
                Books books = application.getBean(Books.class);
                books.save(new Book(1, "Ulysses", "Joyce"));
                books.findByAuthor("Joyce");
                books.findByAuthor("Joyce");

                HealthIndicator health = application.getBean("meerkatHealthIndicator", HealthIndicator.class);
                assertThat(now(health).getStatus()).isEqualTo(Status.UP);
                assertThat(now(health).getDetails()).containsEntry("serving", true);
                MeterRegistry registry = application.getBean(MeterRegistry.class);
                assertThat(registry.get("cache.gets")
                                .tag("result", "hit")
                                .functionCounter()
                                .count())
                        .isPositive();
                Info.Builder info = new Info.Builder();
                application
                        .getBean("meerkatInfoContributor", InfoContributor.class)
                        .contribute(info);
                assertThat(info.build().getDetails().get("meerkat")).asString().contains("near=1", "enabled=true");
            });
        }
    }

    @Test
    @SuppressWarnings("removal") // Boot 4.0 has the aggregator nowhere else
    void aShutGateIsShownAndIsNotTheApplicationsFault() {
        try (EmbeddedMongo mongo = EmbeddedMongo.start()) {
            on(mongo).withPropertyValues("meerkat.max-staleness=500ms").run(application -> {
                CachedClientTest.awaitServing(application);
                HealthIndicator health = application.getBean("meerkatHealthIndicator", HealthIndicator.class);
                mongo.control().pauseStreams();
                await().until(() -> now(health).getStatus().getCode().equals("SHUT"));
                assertThat(now(health).getDetails()).containsKey("reason");
                assertThat(new org.springframework.boot.health.actuate.endpoint.SimpleStatusAggregator()
                                .getAggregateStatus(Status.UP, now(health).getStatus()))
                        .isEqualTo(Status.UP);
                mongo.control().resumeStreams();
            });
        }
    }

    @Test
    void anApplicationWithoutActuatorNeedsNone() {
        try (EmbeddedMongo mongo = EmbeddedMongo.start()) {
            new ApplicationContextRunner()
                    .withConfiguration(AutoConfigurations.of(
                            MongoAutoConfiguration.class,
                            MeerkatAutoConfiguration.class,
                            MeerkatActuatorAutoConfiguration.class))
                    .withPropertyValues("spring.mongodb.uri=" + mongo.uri())
                    .withClassLoader(new FilteredClassLoader(
                            "org.springframework.boot.health", "org.springframework.boot.actuate"))
                    .run(application -> {
                        assertThat(application).hasNotFailed().hasSingleBean(Meerkat.class);
                        assertThat(application).doesNotHaveBean("meerkatHealthIndicator");
                    });
        }
    }

    private static Health now(HealthIndicator indicator) {
        return Objects.requireNonNull(indicator.health());
    }
}
