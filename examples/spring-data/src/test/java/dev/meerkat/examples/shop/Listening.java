package dev.meerkat.examples.shop;

import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** Listens to what the application sends. */
@TestConfiguration(proxyBeanMethods = false)
class Listening {

    @Bean
    SentCommands sentCommands() {
        return new SentCommands();
    }

    @Bean
    MongoClientSettingsBuilderCustomizer commandListener(SentCommands sent) {
        return settings -> settings.addCommandListener(sent);
    }
}
