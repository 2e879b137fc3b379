package dev.meerkat.embedded.internal;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a change stream watches.
 *
 * @param database the database, null for the whole cluster
 * @param collection the collection, null for the whole database
 */
record StreamScope(@Nullable String database, @Nullable String collection) {

    static final StreamScope CLUSTER = new StreamScope(null, null);

    /** The scopes whose streams show this entry: a rename belongs to both names. */
    static Set<StreamScope> of(ChangeEntry entry) {
        Namespace namespace = entry.namespace();
        if (entry.isNoop() || namespace.isSystem()) {
            return Set.of();
        }
        Set<StreamScope> scopes = new LinkedHashSet<>();
        if (!Catalog.internalDatabases().contains(namespace.database())) {
            scopes.add(CLUSTER);
        }
        scopes.add(new StreamScope(namespace.database(), null));
        if (!namespace.collection().isEmpty()) {
            scopes.add(of(namespace));
        }
        if (entry.to() != null) {
            scopes.add(new StreamScope(entry.to().database(), null));
            scopes.add(of(entry.to()));
        }
        return scopes;
    }

    /** One collection. */
    static StreamScope of(Namespace collection) {
        return new StreamScope(collection.database(), collection.collection());
    }

    /** Whether the entry is an event of this stream. */
    boolean holds(ChangeEntry entry) {
        return of(entry).contains(this);
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
