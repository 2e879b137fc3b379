package dev.meerkat.cache;

import java.util.List;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/**
 * The 64-bit names of what can change. An entry carries the tags of all that it read, an event raises the tags of all that
 * it changed, and the two meet or the entry stays. Two things that share a number by chance share their invalidations,
 * which costs a miss and nothing else.
 *
 * <p>Whole namespaces, databases and the cluster have no tag: they are raised as {@link Floors}, which every entry heeds.
 */
public final class Tags {

    /** The version of this scheme; log records carry it. */
    public static final int SCHEME = 1;

    private static final byte DOCUMENT = 'd';
    private static final byte ANYTHING = 'n';

    private Tags() {}

    /**
     * {@return {@code d:<ns>:<id>}: one document} Ids that MongoDB holds to be equal have one tag.
     *
     * @param namespace database and collection
     * @param id the {@code _id}
     */
    public static long document(Namespace namespace, BsonValue id) {
        Hash64 hash = start(DOCUMENT, namespace);
        CanonicalId.feed(hash, id);
        return named(hash);
    }

    /**
     * {@return {@code n:<ns>}: any document of a namespace}
     *
     * @param namespace database and collection
     */
    public static long anything(Namespace namespace) {
        return named(start(ANYTHING, namespace));
    }

    /** Of which of these namespaces the tag means any document; null where it means one document. */
    static @Nullable Namespace namespaceOf(long tag, List<Namespace> namespaces) {
        for (Namespace namespace : namespaces) {
            if (anything(namespace) == tag) {
                return namespace;
            }
        }
        return null;
    }

    private static Hash64 start(byte kind, Namespace namespace) {
        return new Hash64().add(kind).add(namespace.database()).add(namespace.collection());
    }

    /** Zero stands for an empty slot in the table of tags. */
    private static long named(Hash64 hash) {
        long value = hash.value();
        return value == 0 ? 1 : value;
    }
}
