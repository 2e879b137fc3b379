package dev.meerkat.changes;

import dev.meerkat.cache.Namespace;

/**
 * Meerkat's own collections: they all begin with {@value #PREFIX} and lie in one database. Immutable.
 *
 * @param database {@code staticAssetDb}
 */
public record MetadataNames(String database) {

    /** How the names of Meerkat's own collections begin. */
    public static final String PREFIX = "meerkat.";

    /**
     * {@return whether it is one of Meerkat's own collections}
     *
     * @param namespace database and collection
     */
    public boolean owns(Namespace namespace) {
        return namespace.database().equals(database) && namespace.collection().startsWith(PREFIX);
    }

    /** Whether it is the collection of {@link InvalidationMarks}. */
    boolean isMarks(Namespace namespace) {
        return namespace.database().equals(database) && namespace.collection().equals(InvalidationMarks.COLLECTION);
    }
}
