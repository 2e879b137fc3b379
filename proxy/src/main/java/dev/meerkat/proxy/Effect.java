package dev.meerkat.proxy;

import dev.meerkat.cache.Invalidation;
import dev.meerkat.cache.Namespace;
import dev.meerkat.cache.ReadThroughCache;
import java.util.List;

/**
 * What a write may have changed. Immutable.
 *
 * @param namespaces where
 * @param documents the tags of all documents that may have changed, in the one namespace; null where they are not all known,
 *     or where the namespace itself has changed
 */
@SuppressWarnings("ArrayRecordComponent")
record Effect(List<Namespace> namespaces, long @org.jspecify.annotations.Nullable [] documents) {

    static Effect onDocuments(Namespace namespace, long[] documents) {
        return new Effect(List.of(namespace), documents);
    }

    static Effect onWhole(Namespace... namespaces) {
        return new Effect(List.of(namespaces), null);
    }

    /** Tells the cache. */
    void raise(ReadThroughCache cache, long time) {
        for (Namespace namespace : namespaces) {
            cache.written(
                    documents == null
                            ? new Invalidation.WholeNamespace(time, namespace)
                            : new Invalidation.Documents(time, namespace, documents));
        }
    }
}
