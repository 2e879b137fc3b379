package dev.meerkat;

import dev.meerkat.changes.MetadataNames;
import dev.meerkat.monitoring.Health;
import dev.meerkat.monitoring.HttpEndpoint;
import dev.meerkat.monitoring.MeerkatMeters;
import dev.meerkat.monitoring.Vitals;
import dev.meerkat.proxy.HandleProxies;
import dev.meerkat.proxy.ProxyOptions;
import dev.meerkat.repository.Repositories;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that a {@link Meerkat} consists of, put together. Thread-safe.
 *
 * @param mongo the connection
 * @param metadata Meerkat's own documents there
 * @param deployment which MongoDB it is
 * @param cache the process's cache
 * @param switching puts it in and takes it out
 * @param vitals what can be seen of the process
 * @param proxies wraps handles
 * @param repositories wraps repositories
 * @param views gives what is wrapped other options
 * @param endpoint shows health and meters; null where nobody wants them
 */
record Assembly(
        MongoConnection mongo,
        Metadata metadata,
        Deployment deployment,
        LocalCache cache,
        Switching switching,
        Vitals vitals,
        HandleProxies proxies,
        Repositories repositories,
        Views views,
        @Nullable HttpEndpoint endpoint)
        implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Meerkat.class);
    private static final Duration FILL_TIMEOUT = Duration.ofSeconds(1);

    /**
     * Puts all together and begins.
     *
     * @throws MeerkatException as {@link MeerkatBuilder#build} does; what was opened is closed
     */
    static Assembly begun(MeerkatConfig config) {
        MongoConnection mongo = MongoConnection.open(config.mongoUri(), config.mongoClient());
        Assembly assembly;
        try {
            assembly = of(config, mongo);
        } catch (RuntimeException e) {
            mongo.close();
            throw e;
        }
        try {
            assembly.begin(config);
            return assembly;
        } catch (RuntimeException e) {
            assembly.close();
            throw e;
        }
    }

    private static Assembly of(MeerkatConfig config, MongoConnection mongo) {
        Metadata metadata = new Metadata(mongo.client(), config.staticAssetDb());
        LocalCache cache = LocalCache.of(config);
        Deployment deployment = new Deployment(mongo, metadata);
        Switching switching = new Switching(
                cache,
                () -> Protocol.open(config, mongo, metadata, deployment, cache),
                config.forTests().floorWhenEnabled());
        Vitals vitals = new ProcessVitals(cache, switching, config.sharing());
        HandleProxies proxies = new HandleProxies(cache.reads(), cache.onOff(), options(config), deployment::require);
        Repositories repositories = new Repositories(proxies, mongo::client);
        return new Assembly(
                mongo,
                metadata,
                deployment,
                cache,
                switching,
                vitals,
                proxies,
                repositories,
                new Views(proxies, repositories),
                config.httpEndpoint().map(address -> open(address, vitals)).orElse(null));
    }

    private static ProxyOptions options(MeerkatConfig config) {
        return new ProxyOptions(
                config.defaultTtl(),
                config.limits().resultBytes(),
                config.multiDb(),
                FILL_TIMEOUT,
                config.readsWhileShut(),
                new MetadataNames(config.staticAssetDb())::owns,
                config.collections()::of);
    }

    private static HttpEndpoint open(InetSocketAddress address, Vitals vitals) {
        try {
            return HttpEndpoint.open(address, () -> Health.of(vitals), meters(vitals));
        } catch (UncheckedIOException e) {
            throw new MeerkatException(String.valueOf(e.getMessage()), e);
        }
    }

    private static MeerkatMeters meters(Vitals vitals) {
        return new MeerkatMeters(vitals, "meerkat");
    }

    private void begin(MeerkatConfig config) {
        if (!config.enabled()) {
            switching.stayOff("it is disabled by the settings");
            LOG.info("The cache is disabled by the settings: MongoDB answers everything.");
            return;
        }
        try {
            switching.begin();
        } catch (UnavailableException e) {
            if (config.caching() == Caching.REQUIRED && !e.isSharded()) {
                throw e;
            }
            switching.stayOff(String.valueOf(e.getMessage()));
            LOG.warn(
                    "MongoDB answers everything, nothing is cached: {}. Then call enable(), or start again.",
                    e.getMessage());
        }
    }

    MeerkatMeters meters() {
        return meters(vitals);
    }

    @Override
    public void close() {
        if (endpoint != null) {
            endpoint.close();
        }
        switching.close();
        mongo.close();
    }
}
