package dev.meerkat.proxy;

import dev.meerkat.cache.ChangedFields;
import dev.meerkat.cache.Invalidation;
import dev.meerkat.cache.Namespace;
import java.util.Collection;
import java.util.List;

/** What a write may have changed. */
@FunctionalInterface
interface Effect {

    /** What the cache is told of a write at this cluster time. */
    List<Invalidation> at(long time);

    /**
     * Documents of one namespace.
     *
     * @param fields which fields of theirs
     * @param documents the tags of all that may have changed
     */
    static Effect onDocuments(Namespace namespace, ChangedFields fields, long[] documents) {
        return time -> List.of(new Invalidation.Documents(time, namespace, fields, documents));
    }

    /** Documents that are not all known, or the namespaces themselves. */
    static Effect onWhole(Namespace... namespaces) {
        return onWhole(List.of(namespaces));
    }

    /** Documents that are not all known, or the namespaces themselves. */
    static Effect onWhole(Collection<Namespace> namespaces) {
        return time -> namespaces.stream()
                .<Invalidation>map(namespace -> new Invalidation.WholeNamespace(time, namespace))
                .toList();
    }

    /** Anything in a database. */
    static Effect onDatabase(String database) {
        return time -> List.of(new Invalidation.WholeDatabase(time, database));
    }

    /** Anything. */
    static Effect onEverything() {
        return time -> List.of(new Invalidation.Everything(time));
    }
}
