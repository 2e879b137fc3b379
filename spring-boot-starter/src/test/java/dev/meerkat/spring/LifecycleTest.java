package dev.meerkat.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.meerkat.Meerkat;
import dev.meerkat.embedded.EmbeddedMongo;
import dev.meerkat.proxy.CachedClient;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** From the start to the end of an application. */
class LifecycleTest {

    private static EmbeddedMongo mongo;

    @BeforeAll
    static void start() {
        mongo = EmbeddedMongo.start();
    }

    @AfterAll
    static void stop() {
        mongo.close();
    }

    static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("meerkat"))
                .count();
    }

    @Test
    void meerkatIsClosedBeforeItsClientAndLeavesNoThread() {
        AtomicReference<Meerkat> meerkat = new AtomicReference<>();
        BookShop.on(mongo).run(application -> {
            CachedClientTest.awaitServing(application);
            assertThat(threads()).isPositive();
            meerkat.set(application.getBean(Meerkat.class));
        });
        assertThat(threads()).isZero();
        assertThatCode(() -> Objects.requireNonNull(meerkat.get()).close()).doesNotThrowAnyException();
    }

    @Test
    void meerkatIsClosedWhereTheApplicationFailsToStart() {
        BookShop.on(mongo)
                .withBean(FailsToStart.class)
                .run(application -> assertThat(application).hasFailed());
        assertThat(threads()).isZero();
    }

    @Test
    void offByPropertyItPassesEverythingOn() {
        BookShop.on(mongo).withPropertyValues("meerkat.enabled=false").run(application -> {
            Books books = application.getBean(Books.class);
            SentCommands sent = application.getBean(SentCommands.class);
            assertThat(application.getBean(Meerkat.class).isEnabled()).isFalse();
            assertThat(threads()).isZero();
            assertThat(sent.during(() -> {
                        books.findByAuthor("Joyce");
                        books.findByAuthor("Joyce");
                    }))
                    .containsExactly("find", "find");
        });
    }

    @Test
    void aCustomizerSaysWhatPropertiesCant() {
        BookShop.on(mongo)
                .withBean(
                        MeerkatCustomizer.class,
                        () -> builder ->
                                builder.collection("books", c -> c.off()).defaultTtl(Duration.ofHours(1)))
                .run(application -> {
                    CachedClientTest.awaitServing(application);
                    Books books = application.getBean(Books.class);
                    SentCommands sent = application.getBean(SentCommands.class);
                    books.findByAuthor("Joyce");
                    assertThat(sent.during(() -> books.findByAuthor("Joyce"))).containsExactly("find");
                });
    }

    @Test
    void anApplicationsOwnMeerkatIsTaken() {
        try (Meerkat own = Meerkat.builder()
                .mongoUri(mongo.uri())
                .staticAssetDb("own-metadata")
                .multiDb(false)
                .build()) {
            BookShop.on(mongo).withBean("own", Meerkat.class, () -> own).run(application -> {
                assertThat(application.getBean(Meerkat.class)).isSameAs(own);
                assertThat(application.getBean(MongoClient.class)).isInstanceOf(CachedClient.class);
            });
        }
    }

    @Test
    void ofSeveralClientsThePrimaryOneIsCached() {
        BookShop.on(mongo).withUserConfiguration(PrimaryAndOther.class).run(application -> {
            assertThat(application).hasNotFailed();
            assertThat(application.getBean("first")).isInstanceOf(CachedClient.class);
            assertThat(application.getBean("other")).isNotInstanceOf(CachedClient.class);
        });
    }

    static final class FailsToStart implements InitializingBean {

        private final MongoClient needed;

        FailsToStart(MongoClient needed) {
            this.needed = needed;
        }

        @Override
        public void afterPropertiesSet() {
            throw new IllegalStateException(
                    "no application with " + needed.getClass().getSimpleName());
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class PrimaryAndOther {

        @Bean
        @Primary
        MongoClient first() {
            return MongoClients.create(mongo.uri());
        }

        @Bean
        MongoClient other() {
            return MongoClients.create(mongo.uri());
        }
    }
}
