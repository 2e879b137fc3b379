package dev.meerkat.proxy;

import com.mongodb.MongoNamespace;
import dev.meerkat.cache.Namespace;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The write models of a client's {@code bulkWrite}, each of which names the namespace that it writes to. */
final class NamespacedModels {

    private NamespacedModels() {}

    /** All that they write to. */
    static Effect effect(List<?> models) {
        Set<Namespace> namespaces = new LinkedHashSet<>();
        for (Object model : models) {
            MongoNamespace namespace = DriverInternals.namespaceOf(model);
            if (namespace == null) {
                return Effect.onEverything();
            }
            namespaces.add(new Namespace(namespace.getDatabaseName(), namespace.getCollectionName()));
        }
        return Effect.onWhole(List.copyOf(namespaces));
    }

    /**
     * Refuses to write elsewhere than the caller has said.
     *
     * @param said about calls now
     * @throws IllegalStateException where a model names another database
     */
    static void requireWithin(List<?> models, @Nullable CallOptions said) {
        String database = said == null ? null : said.database();
        if (database == null) {
            return;
        }
        for (Object model : models) {
            MongoNamespace namespace = DriverInternals.namespaceOf(model);
            if (namespace == null || !namespace.getDatabaseName().equals(database)) {
                throw new IllegalStateException(
                        "bulkWrite names the namespace " + namespace + " within a call for the database \"" + database
                                + "\". Name that database in the models, or write through its collections.");
            }
        }
    }
}
