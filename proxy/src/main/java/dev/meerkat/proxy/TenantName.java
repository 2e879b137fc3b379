package dev.meerkat.proxy;

import com.mongodb.MongoNamespace;
import java.util.Set;

/** The name of a tenant's database, as a caller gives it. */
final class TenantName {

    private static final Set<String> SERVERS_OWN = Set.of("admin", "config", "local");

    private TenantName() {}

    /** Whether it is a database that every server has for itself, and no tenant's. */
    static boolean isServersOwn(String name) {
        return SERVERS_OWN.contains(name);
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
        if (isServersOwn(name)) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" is the server's own database; db(name) is for a tenant's.");
        }
        return name;
    }
}
