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
    public static final int SCHEME = 2;

    private static final byte DOCUMENT = 'd';
    private static final byte ANYTHING = 'n';
    private static final byte MEMBERS = 'm';
    private static final byte FIELD = 'f';

    private Tags() {}

    /**
     * {@return {@code d:<ns>:<id>}: one document} Ids that MongoDB holds to be equal have one tag.
     *
     * @param namespace database and collection
     * @param id the {@code _id}
     */
    public static long document(Namespace namespace, BsonValue id) {
        Hash64 hash = new Hash64(namespace.documents());
        CanonicalId.feed(hash, id);
        return named(hash);
    }

    /** The state of a hash before an id is fed to it. */
    static long documents(byte[] database, byte[] collection) {
        return start(DOCUMENT, database, collection).state();
    }

    /**
     * {@return {@code n:<ns>}: any document of a namespace}
     *
     * @param namespace database and collection
     */
    public static long anything(Namespace namespace) {
        return namespace.anything();
    }

    static long anything(byte[] database, byte[] collection) {
        return named(start(ANYTHING, database, collection));
    }

    /**
     * {@return {@code m:<ns>}: which documents a namespace has} Raised too by any change of which it isn't known that it left
     * all fields but a few as they were.
     *
     * @param namespace database and collection
     */
    public static long members(Namespace namespace) {
        return namespace.members();
    }

    static long members(byte[] database, byte[] collection) {
        return named(start(MEMBERS, database, collection));
    }

    /** {@code f:<ns>:<field>}: a top-level field of any document of a namespace. */
    static long field(Namespace namespace, String field) {
        return named(new Hash64()
                .add(FIELD)
                .add(namespace.database())
                .add(namespace.collection())
                .add(field));
    }

    /** Of which of these namespaces the tag means any document; null where it means one document or one field. */
    static @Nullable Namespace namespaceOf(long tag, List<Namespace> namespaces) {
        for (Namespace namespace : namespaces) {
            if (anything(namespace) == tag || members(namespace) == tag) {
                return namespace;
            }
        }
        return null;
    }

    /** What a tag of these dependencies means. */
    static String inWords(long tag, Dependencies dependencies) {
        for (Namespace namespace : dependencies.namespaces()) {
            if (anything(namespace) == tag) {
                return "any document of " + namespace;
            }
            if (members(namespace) == tag) {
                return "which documents are in " + namespace;
            }
        }
        return dependencies.isOneDocument() ? "one document" : "a field, or one document";
    }

    private static Hash64 start(byte kind, byte[] database, byte[] collection) {
        return new Hash64().add(kind).addText(database).addText(collection);
    }

    /** Zero stands for an empty slot in the table of tags. */
    private static long named(Hash64 hash) {
        long value = hash.value();
        return value == 0 ? 1 : value;
    }
}
