package dev.meerkat.spring;

import dev.meerkat.embedded.EmbeddedMongo;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.mongodb.autoconfigure.DataMongoAutoConfiguration;
import org.springframework.boot.data.mongodb.autoconfigure.DataMongoRepositoriesAutoConfiguration;
import org.springframework.boot.mongodb.autoconfigure.MongoAutoConfiguration;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.repository.config.EnableMongoRepositories;

/** A small application. */
@Configuration(proxyBeanMethods = false)
@AutoConfigurationPackage
@EnableMongoRepositories(considerNestedRepositories = true)
class BookShop {

    @Bean
    SentCommands sentCommands() {
        return new SentCommands();
    }

    @Bean
    MongoClientSettingsBuilderCustomizer listening(SentCommands sent) {
        return settings -> settings.addCommandListener(sent);
    }

    /** Runs it on a server. */
    static ApplicationContextRunner on(EmbeddedMongo mongo) {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        MongoAutoConfiguration.class,
                        DataMongoAutoConfiguration.class,
                        DataMongoRepositoriesAutoConfiguration.class,
                        MeerkatAutoConfiguration.class))
                .withUserConfiguration(BookShop.class)
                .withPropertyValues("spring.mongodb.uri=" + mongo.uri(), "spring.mongodb.database=shop");
    }
}
