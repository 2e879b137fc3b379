package dev.meerkat.spring;

import com.mongodb.client.MongoClient;
import dev.meerkat.Meerkat;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.aop.Advisor;
import org.springframework.aop.config.AopConfigUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

/**
 * Wraps the application's {@link MongoClient}, so that all that works on it caches: templates, repositories, GridFS,
 * transactions. Settings are the properties {@code meerkat.*}. An application that has a {@link Meerkat} of its own has its
 * client wrapped by that one. Clients for reactive streams are left alone.
 */
@AutoConfiguration(afterName = "org.springframework.boot.mongodb.autoconfigure.MongoAutoConfiguration")
@ConditionalOnClass(MongoClient.class)
@ConditionalOnBean(MongoClient.class)
@Import(MeerkatAutoConfiguration.Advice.class)
public final class MeerkatAutoConfiguration {

    /** Made by Spring. */
    public MeerkatAutoConfiguration() {}

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static ClientCaching meerkatClientCaching(
            ConfigurableListableBeanFactory beans, ObjectProvider<MeerkatFactory> factory) {
        return new ClientCaching(beans, factory);
    }

    /** Meters, for whatever registry there is. */
    @Bean
    MeterBinder meerkatMeters(Meerkat meerkat) {
        return meerkat.meters();
    }

    /** Heeds {@code @NoCache} and {@code @CacheFor} on all beans. */
    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static Advisor meerkatAdvisor(ObjectProvider<Meerkat> meerkat) {
        return new CallAdvisor(meerkat);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingBean(Meerkat.class)
    static class Default {

        @Bean
        @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
        static MeerkatFactory meerkatFactory(Environment environment, ObjectProvider<MeerkatCustomizer> customizers) {
            return new MeerkatFactory(environment, customizers);
        }

        /** Closed by what made it, before its client is. */
        @Bean(destroyMethod = "")
        Meerkat meerkat(ClientCaching caching) {
            return caching.meerkat();
        }
    }

    /** Lets beans be advised where nothing else does. */
    static final class Advice implements ImportBeanDefinitionRegistrar {

        @Override
        public void registerBeanDefinitions(AnnotationMetadata importing, BeanDefinitionRegistry registry) {
            AopConfigUtils.registerAutoProxyCreatorIfNecessary(registry);
        }
    }
}
