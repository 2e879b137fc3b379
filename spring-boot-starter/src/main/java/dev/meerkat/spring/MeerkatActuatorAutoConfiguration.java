package dev.meerkat.spring;

import dev.meerkat.Meerkat;
import org.springframework.boot.actuate.autoconfigure.info.ConditionalOnEnabledInfoContributor;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Shows the cache under {@code /actuator/health} and {@code /actuator/info}, where the application has these. */
@AutoConfiguration(after = MeerkatAutoConfiguration.class)
@ConditionalOnBean(Meerkat.class)
public final class MeerkatActuatorAutoConfiguration {

    /** Made by Spring. */
    public MeerkatActuatorAutoConfiguration() {}

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
    static class OfHealth {

        @Bean
        @ConditionalOnEnabledHealthIndicator("meerkat")
        HealthIndicator meerkatHealthIndicator(Meerkat meerkat) {
            return new MeerkatHealthIndicator(meerkat);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({InfoContributor.class, ConditionalOnEnabledInfoContributor.class})
    static class OfInfo {

        @Bean
        @ConditionalOnEnabledInfoContributor("meerkat")
        InfoContributor meerkatInfoContributor(Meerkat meerkat) {
            return new MeerkatInfoContributor(meerkat);
        }
    }
}
