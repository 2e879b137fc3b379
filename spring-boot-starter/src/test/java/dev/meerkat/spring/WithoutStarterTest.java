package dev.meerkat.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import dev.meerkat.Meerkat;
import dev.meerkat.embedded.EmbeddedMongo;
import dev.meerkat.proxy.CachedClient;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.mongodb.autoconfigure.DataMongoAutoConfiguration;
import org.springframework.boot.data.mongodb.autoconfigure.DataMongoRepositoriesAutoConfiguration;
import org.springframework.boot.mongodb.autoconfigure.MongoAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What an application writes that can't have the starter. */
class WithoutStarterTest {

    // tag::wiring[]
    @Configuration(proxyBeanMethods = false)
    static class CachingConfiguration {

        @Bean
        Meerkat meerkat(@Value("${mongodb.uri}") String uri) {
            return Meerkat.builder()
                    .mongoUri(uri)
                    .staticAssetDb("cache-metadata")
                    .multiDb(false)
                    .build();
        }

        @Bean
        static BeanPostProcessor clientCaching(ObjectProvider<Meerkat> meerkat) {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    return bean instanceof MongoClient client
                            ? meerkat.getObject().wrap(client)
                            : bean;
                }
            };
        }
    }
    // end::wiring[]

    @Test
    void repositoriesCacheWithAConfigurationOfTheApplicationsOwn() {
        try (EmbeddedMongo mongo = EmbeddedMongo.start()) {
            new ApplicationContextRunner()
                    .withConfiguration(AutoConfigurations.of(
                            MongoAutoConfiguration.class,
                            DataMongoAutoConfiguration.class,
                            DataMongoRepositoriesAutoConfiguration.class))
                    .withUserConfiguration(BookShop.class, CachingConfiguration.class)
                    .withPropertyValues(
                            "mongodb.uri=" + mongo.uri(),
                            "spring.mongodb.uri=${mongodb.uri}",
                            "spring.mongodb.database=shop")
                    .run(application -> {
                        assertThat(application.getBean(MongoClient.class)).isInstanceOf(CachedClient.class);
                        Books books = application.getBean(Books.class);
                        SentCommands sent = application.getBean(SentCommands.class);
                        books.save(new Book(1, "Ulysses", "Joyce"));
                        CachedClientTest.awaitServing(application);
                        books.findByAuthor("Joyce");
                        assertThat(sent.during(() ->
                                        assertThat(books.findByAuthor("Joyce")).hasSize(1)))
                                .isEmpty();
                    });
        }
        assertThat(LifecycleTest.threads()).isZero();
    }
}
