package dev.meerkat.proxy;

import dev.meerkat.cache.KnownKeys;
import dev.meerkat.cache.QueryKey;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.bson.codecs.configuration.CodecRegistry;
import org.jspecify.annotations.Nullable;

/**
 * The keys of queries: a query that is made of the same as one before is not rendered again. Only the key is known by what a
 * query is made of; whatever is cached lies under the key, however the query was written. Thread-safe.
 */
final class RenderedKeys {

    private static final int REGISTRIES = 16;

    private final KnownKeys known = new KnownKeys();
    private final AtomicReferenceArray<@Nullable PlainCodecs> codecs = new AtomicReferenceArray<>(REGISTRIES);

    /** The query's key. What changes while it is rendered is not remembered. */
    QueryKey of(RenderedQuery query) {
        QueryParts parts = query.parts();
        if (parts == null) {
            return query.render();
        }
        QueryKey key = known.of(parts);
        if (key == null) {
            key = query.render();
            if (parts.equals(query.parts())) {
                known.add(parts, key);
            }
        }
        return key;
    }

    /** The key of a query of the same parts that was asked before; null where there was none. */
    @Nullable
    QueryKey known(RenderedQuery query) {
        QueryParts parts = query.parts();
        return parts == null ? null : known.of(parts);
    }

    /** What is known about the registry's codecs; of the last few registries it is remembered. */
    @SuppressWarnings("ReferenceEquality") // registries that call themselves equal may have different codecs
    PlainCodecs codecs(CodecRegistry registry) {
        int slot = System.identityHashCode(registry) & (REGISTRIES - 1);
        PlainCodecs its = codecs.get(slot);
        if (its == null || its.registry() != registry) {
            its = new PlainCodecs(registry);
            codecs.set(slot, its);
        }
        return its;
    }
}
