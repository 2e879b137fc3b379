package dev.meerkat.proxy;

import com.mongodb.MongoNamespace;
import dev.meerkat.cache.Namespace;
import org.jspecify.annotations.Nullable;

/** The name of a tenant's database, as a caller gives it. */
final class TenantName {

    private TenantName() {}

    /**
     * The database that calls go to instead of a handle's own; null where they go to its own.
     *
     * @param said about the calls
     * @param own the handle's database; calls to one of the server's own stay there
     * @param named whether a caller has named it, which holds against what is said about calls
     */
    static @Nullable String instead(CallOptions said, String own, boolean named) {
        String database = said.database();
        return named || own.equals(database) || Namespace.isServersOwn(own) ? null : database;
    }

    /**
     * The name, if it may be used.
     *
     * @throws IllegalStateException unless {@code multiDb} is on
     * @throws IllegalArgumentException where it is no database's name, or one of the server's own
     */
    static String checked(String name, ProxyOptions options) {
        if (!options.multiDb()) {
            throw new IllegalStateException("db(\"" + name + "\") names another database, and multiDb is off."
                    + " Switch it on in the builder: multiDb(true).");
        }
        MongoNamespace.checkDatabaseNameValidity(name);
        if (Namespace.isServersOwn(name)) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" is the server's own database; db(name) is for a tenant's.");
        }
        return name;
    }
}
