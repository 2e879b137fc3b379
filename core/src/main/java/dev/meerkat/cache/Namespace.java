package dev.meerkat.cache;

import java.util.Objects;
import java.util.Set;

/**
 * A collection in its database. Immutable.
 *
 * @param database the database's name
 * @param collection the collection's name
 */
public record Namespace(String database, String collection) {

    private static final Set<String> SERVERS_OWN = Set.of("admin", "config", "local");

    /**
     * Checks the values.
     *
     * @param database the database's name
     * @param collection the collection's name
     */
    public Namespace {
        Objects.requireNonNull(database, "database");
        Objects.requireNonNull(collection, "collection");
    }

    /**
     * {@return whether it is a database that every server has for itself, and no application's}
     *
     * @param database a database's name
     */
    public static boolean isServersOwn(String database) {
        return SERVERS_OWN.contains(database);
    }

    /** {@return {@code database.collection}} */
    public String fullName() {
        return database + "." + collection;
    }

    @Override
    public String toString() {
        return fullName();
    }
}
