package dev.meerkat.proxy;

import dev.meerkat.cache.BypassReason;
import dev.meerkat.cache.Namespace;
import dev.meerkat.cache.Narrowing;
import java.util.List;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/**
 * What a query says about itself: what it reads, or why it is never cached. Immutable.
 *
 * @param refusal why it is never cached; null where it may be
 * @param namespaces all that it reads
 * @param id the one {@code _id} that it looks at, by equality under the collection's own collation; null where it may look
 *     at others
 * @param narrowing what its results depend on under simple collations, where it is known more closely than by namespaces
 */
record Analysis(
        @Nullable BypassReason refusal,
        List<Namespace> namespaces,
        @Nullable BsonValue id,
        @Nullable Narrowing narrowing) {

    static Analysis refused(BypassReason reason) {
        return new Analysis(reason, List.of(), null, null);
    }

    static Analysis query(List<Namespace> namespaces, @Nullable Narrowing narrowing) {
        return new Analysis(null, namespaces, null, narrowing);
    }

    static Analysis document(Namespace namespace, BsonValue id) {
        return new Analysis(null, List.of(namespace), id, null);
    }
}
