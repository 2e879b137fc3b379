package dev.meerkat.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.meerkat.embedded.EmbeddedMongo;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is said where an application can't start. */
class StartFailureTest {

    private static EmbeddedMongo mongo;

    @BeforeAll
    static void start() {
        mongo = EmbeddedMongo.start();
    }

    @AfterAll
    static void stop() {
        mongo.close();
    }

    static FailureAnalysis failureOf(ApplicationContextRunner application) {
        FailureAnalysis[] found = new FailureAnalysis[1];
        application.run(context -> {
            assertThat(context).hasFailed();
            found[0] = new StartFailureAnalyzer().analyze(Objects.requireNonNull(context.getStartupFailure()));
        });
        assertThat(found[0]).isNotNull();
        return found[0];
    }

    @Test
    void allBadPropertiesAreNamedAtOnce() {
        FailureAnalysis failure = failureOf(BookShop.on(mongo)
                .withPropertyValues(
                        "meerkat.max-staleness=soon",
                        "meerkat.redis-url=http://ada:secret@cache",
                        "meerkat.default-tl=1m",
                        "meerkat.collections.users.tl=1m"));
        assertThat(failure.getDescription())
                .contains("maxStaleness in the application's properties can't be read")
                .contains("default-tl in the application's properties is not known: did you mean defaultTtl?")
                .contains("collections.users.tl in the application's properties is not known: did you mean ttl?")
                .contains("redisUrl")
                .doesNotContain("secret");
        assertThat(failure.getAction()).contains("meerkat.max-staleness");
    }

    @Test
    void aMongoThatCantBeCachedIsExplained() {
        try (EmbeddedMongo standalone = EmbeddedMongo.builder().standalone(true).start()) {
            FailureAnalysis failure = failureOf(BookShop.on(standalone));
            assertThat(failure.getAction()).contains("meerkat.caching=off-if-unavailable");
            BookShop.on(standalone)
                    .withPropertyValues("meerkat.caching=off-if-unavailable")
                    .run(application -> assertThat(application).hasNotFailed());
        }
    }

    @Test
    void severalClientsNeedAPrimaryOne() {
        FailureAnalysis failure = failureOf(new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(MeerkatAutoConfiguration.class))
                .withUserConfiguration(TwoClients.class));
        assertThat(failure.getDescription()).contains("first", "second");
        assertThat(failure.getAction()).contains("@Primary");
    }

    @Configuration(proxyBeanMethods = false)
    static class TwoClients {

        @Bean
        MongoClient first() {
            return MongoClients.create(mongo.uri());
        }

        @Bean
        MongoClient second() {
            return MongoClients.create(mongo.uri());
        }
    }
}
