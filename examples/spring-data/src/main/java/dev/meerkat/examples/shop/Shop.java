package dev.meerkat.examples.shop;

import java.util.Optional;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.data.domain.AuditorAware;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.data.mongodb.MongoTransactionManager;
import org.springframework.data.mongodb.config.EnableMongoAuditing;

/** The application. */
@SpringBootApplication
@EnableMongoAuditing
public class Shop {

    /** Starts it. */
    public static void main(String[] arguments) {
        SpringApplication.run(Shop.class, arguments);
    }

    @Bean
    MongoTransactionManager transactions(MongoDatabaseFactory databases) {
        return new MongoTransactionManager(databases);
    }

    @Bean
    AuditorAware<String> auditor() {
        return () -> Optional.of("clerk");
    }
}
