package dev.meerkat.spring;

import com.mongodb.client.MongoClient;
import dev.meerkat.Meerkat;
import dev.meerkat.proxy.CachedClient;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.DestructionAwareBeanPostProcessor;

/**
 * Puts the cached client in the place of the application's. Where there are several clients it is the primary one's: another
 * one may well be of another deployment. Meerkat works on the very client, and is closed before it is.
 */
final class ClientCaching implements DestructionAwareBeanPostProcessor {

    private static final Logger LOG = LoggerFactory.getLogger(ClientCaching.class);

    private final ConfigurableListableBeanFactory beans;
    private final ObjectProvider<MeerkatFactory> factory;
    private volatile @Nullable Meerkat made;

    /**
     * @param factory provides none where the application has a Meerkat of its own
     */
    ClientCaching(ConfigurableListableBeanFactory beans, ObjectProvider<MeerkatFactory> factory) {
        this.beans = beans;
        this.factory = factory;
    }

    /** The one that caches the application's client, which is made where it wasn't yet. */
    Meerkat meerkat() {
        String client = clientName();
        beans.getBean(client);
        Meerkat meerkat = made;
        if (meerkat == null) {
            throw new IllegalStateException("The bean " + client + " was made before it could be wrapped: let no"
                    + " BeanPostProcessor or BeanFactoryPostProcessor need it");
        }
        return meerkat;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (!(bean instanceof MongoClient client) || bean instanceof CachedClient) {
            return bean;
        }
        if (!name.equals(clientName())) {
            LOG.info("The client {} is not the primary one and is not cached.", name);
            return bean;
        }
        MeerkatFactory maker = factory.getIfAvailable();
        if (maker == null) {
            return beans.getBean(Meerkat.class).wrap(client);
        }
        Meerkat meerkat = maker.on(client);
        made = meerkat;
        return meerkat.wrap(client);
    }

    @Override
    public void postProcessBeforeDestruction(Object bean, String name) {
        Meerkat meerkat = made;
        if (meerkat != null && name.equals(clientName())) {
            meerkat.close();
        }
    }

    @Override
    public boolean requiresDestruction(Object bean) {
        return bean instanceof MongoClient
                || (bean instanceof FactoryBean<?> factoryBean
                        && factoryBean.getObjectType() != null
                        && MongoClient.class.isAssignableFrom(factoryBean.getObjectType()));
    }

    /** The only client's name, else the primary one's. */
    private String clientName() {
        List<String> names = List.of(beans.getBeanNamesForType(MongoClient.class, true, false));
        List<String> primary = names.stream().filter(this::isPrimary).toList();
        List<String> candidates = names.size() == 1 ? names : primary;
        if (candidates.size() != 1) {
            throw new AmbiguousClientException(names);
        }
        return candidates.get(0);
    }

    private boolean isPrimary(String name) {
        return beans.containsBeanDefinition(name)
                && beans.getMergedBeanDefinition(name).isPrimary();
    }
}
