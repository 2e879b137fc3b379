package dev.meerkat.embedded.internal;

import org.jspecify.annotations.Nullable;

/**
 * What a change stream watches.
 *
 * @param database the database, null for the whole cluster
 * @param collection the collection, null for the whole database
 */
record StreamScope(@Nullable String database, @Nullable String collection) {

    /** Whether the entry is an event of this stream. */
    boolean holds(ChangeEntry entry) {
        if (entry.isNoop() || entry.namespace().isSystem()) {
            return false;
        }
        if (database == null) {
            return !Catalog.internalDatabases().contains(entry.namespace().database());
        }
        if (collection == null) {
            return isMine(entry.namespace()) || (entry.to() != null && isMine(entry.to()));
        }
        return isMine(entry.namespace()) || (entry.to() != null && isMine(entry.to()));
    }

    private boolean isMine(Namespace namespace) {
        return namespace.database().equals(database)
                && (collection == null || namespace.collection().equals(collection));
    }

    /** Whether the stream ends with this event of its. */
    boolean isEndedBy(ChangeEntry entry) {
        return switch (entry.type()) {
            case "drop", "rename" -> collection != null;
            case "dropDatabase" -> database != null;
            default -> false;
        };
    }
}
