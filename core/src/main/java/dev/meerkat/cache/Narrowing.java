package dev.meerkat.cache;

import java.util.Arrays;
import java.util.Collection;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * What the results of a query depend on, more closely than on any change of its namespace: on which documents there are, on
 * the fields that the query looks at, and, where it gives documents, on those that it gave. Immutable.
 *
 * <p>Why that is enough: a change that isn't an insert, a delete or a replacement leaves every document where it was. If it
 * touches none of the fields that decide which documents belong to the result and in what order, the same ones belong to
 * it; and if it is of none of these, they look the same.
 */
public final class Narrowing {

    /** A result of more documents depends on any: each costs a look into the table of tags at every hit. */
    private static final int MOST_DOCUMENTS = 64;

    private static final int MOST_FIELDS = 16;

    private final Namespace namespace;
    private final long[] fields;
    private final boolean givesDocuments;

    private Narrowing(Namespace namespace, Collection<String> paths, boolean givesDocuments) {
        this.namespace = namespace;
        this.fields = FieldPaths.tags(namespace, paths);
        this.givesDocuments = givesDocuments;
    }

    /**
     * {@return of a query that gives documents as they are, or parts of them, each with its {@code _id}}
     *
     * @param namespace what it reads
     * @param paths all fields that decide which documents are in the result and in what order
     */
    public static Narrowing ofDocuments(Namespace namespace, Collection<String> paths) {
        return new Narrowing(namespace, paths, true);
    }

    /**
     * {@return of a query that gives something made of fields}
     *
     * @param namespace what it reads
     * @param paths all fields that it looks at
     */
    public static Narrowing ofFields(Namespace namespace, Collection<String> paths) {
        return new Narrowing(namespace, paths, false);
    }

    /**
     * {@return what a result depends on}
     *
     * @param broad what any result of the query depends on; returned where no less can be said
     * @param result its BSON documents, one after the other
     */
    public Dependencies of(Dependencies broad, byte[] result) {
        if (fields.length > MOST_FIELDS) {
            return broad;
        }
        long[] documents = givesDocuments ? documents(result) : new long[0];
        return documents == null ? broad : Dependencies.narrow(namespace, fields, documents);
    }

    /** The documents' tags; null where they are too many, or one has no {@code _id}. */
    private long @Nullable [] documents(byte[] result) {
        long[] tags = new long[MOST_DOCUMENTS];
        int count = 0;
        for (int begin = 0; begin < result.length; begin += ResultDocuments.lengthAt(result, begin)) {
            BsonValue id = new RawBsonDocument(result, begin, ResultDocuments.lengthAt(result, begin)).get("_id");
            if (id == null || count == MOST_DOCUMENTS) {
                return null;
            }
            tags[count++] = Tags.document(namespace, id);
        }
        return Arrays.copyOf(tags, count);
    }
}
