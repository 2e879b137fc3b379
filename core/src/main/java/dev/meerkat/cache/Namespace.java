package dev.meerkat.cache;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A collection in its database. Immutable. */
public final class Namespace {

    private static final Set<String> SERVERS_OWN = Set.of("admin", "config", "local");

    private final String database;
    private final String collection;
    private final long anything;
    private final long members;
    private final long documents;

    /**
     * A collection.
     *
     * @param database the database's name
     * @param collection the collection's name
     */
    public Namespace(String database, String collection) {
        this.database = Objects.requireNonNull(database, "database");
        this.collection = Objects.requireNonNull(collection, "collection");
        byte[] databaseUtf8 = database.getBytes(StandardCharsets.UTF_8);
        byte[] collectionUtf8 = collection.getBytes(StandardCharsets.UTF_8);
        this.anything = Tags.anything(databaseUtf8, collectionUtf8);
        this.members = Tags.members(databaseUtf8, collectionUtf8);
        this.documents = Tags.documents(databaseUtf8, collectionUtf8);
    }

    /** {@return the database's name} */
    public String database() {
        return database;
    }

    /** {@return the collection's name} */
    public String collection() {
        return collection;
    }

    /** The tag of all of its documents, kept because every entry that comes or goes asks for it. */
    long anything() {
        return anything;
    }

    /** The tag of which documents it has. */
    long members() {
        return members;
    }

    /** How the tag of each of its documents begins: the state of a {@link Hash64}. */
    long documents() {
        return documents;
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
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Namespace that
                        && anything == that.anything
                        && collection.equals(that.collection)
                        && database.equals(that.database));
    }

    @Override
    public int hashCode() {
        return Long.hashCode(anything);
    }

    @Override
    public String toString() {
        return fullName();
    }
}
