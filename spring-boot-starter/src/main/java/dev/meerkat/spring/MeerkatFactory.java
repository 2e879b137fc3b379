package dev.meerkat.spring;

import com.mongodb.client.MongoClient;
import dev.meerkat.Meerkat;
import dev.meerkat.MeerkatBuilder;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.env.Environment;

/** Builds the application's Meerkat. */
final class MeerkatFactory {

    static final String STATIC_ASSET_DB = "cache-metadata";
    static final boolean MULTI_DB = false;

    private final Environment environment;
    private final ObjectProvider<MeerkatCustomizer> customizers;

    MeerkatFactory(Environment environment, ObjectProvider<MeerkatCustomizer> customizers) {
        this.environment = environment;
        this.customizers = customizers;
    }

    /**
     * Builds one on a client.
     *
     * @throws BadSettingsException where settings are bad
     */
    Meerkat on(MongoClient client) {
        MeerkatBuilder builder = Meerkat.builder()
                .mongoClient(client)
                .staticAssetDb(STATIC_ASSET_DB)
                .multiDb(MULTI_DB);
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        builder.configuration(MeerkatProperties.of(environment), "the application's properties");
        try {
            return builder.build();
        } catch (IllegalArgumentException e) {
            throw new BadSettingsException(e);
        }
    }
}
