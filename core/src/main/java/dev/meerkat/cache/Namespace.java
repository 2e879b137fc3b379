package dev.meerkat.cache;

import java.util.Objects;

/**
 * A collection in its database. Immutable.
 *
 * @param database the database's name
 * @param collection the collection's name
 */
public record Namespace(String database, String collection) {

    public Namespace {
        Objects.requireNonNull(database, "database");
        Objects.requireNonNull(collection, "collection");
    }

    /** {@code database.collection}. */
    public String fullName() {
        return database + "." + collection;
    }

    @Override
    public String toString() {
        return fullName();
    }
}
