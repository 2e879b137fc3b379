package dev.meerkat.cache;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/**
 * What the results of a query depend on, more closely than on any change of its namespace: on which documents there are, on
 * the fields that the query looks at, and, where it gives documents, on those that it gave. Immutable.
 *
 * <p>Why that is enough: a change that isn't an insert, a delete or a replacement leaves every document where it was. If it
 * touches none of the fields that decide which documents belong to the result and in what order, the same ones belong to
 * it; and if it is of none of these, they look the same.
 *
 * <p>What is made of documents, such as a sum, depends on all fields that go into it, of any document; or, where it is known
 * which documents it was made of, on these and on the fields that chose them. Where an earlier result is known to have had
 * the right documents, and nothing has changed that chooses them, a later one depends on these as well as on its own: had it
 * missed one because that was changed while the query went over it, that change lets go of it.
 */
public final class Narrowing {

    private static final int MOST_FIELDS = 16;

    private final Namespace namespace;
    private final long @Nullable [] fields;
    private final boolean givesDocuments;
    private final long @Nullable [] choosing;

    private Narrowing(
            Namespace namespace, long @Nullable [] fields, boolean givesDocuments, long @Nullable [] choosing) {
        this.namespace = namespace;
        this.fields = fields;
        this.givesDocuments = givesDocuments;
        this.choosing = choosing;
    }

    /**
     * {@return of a query that gives documents as they are, or parts of them, each with its {@code _id}}
     *
     * @param namespace what it reads
     * @param paths all fields that decide which documents are in the result and in what order
     */
    public static Narrowing ofDocuments(Namespace namespace, Collection<String> paths) {
        return new Narrowing(namespace, fields(namespace, paths), true, null);
    }

    /**
     * {@return the same of a query that gives all documents that match, or the first of them: it passes over none before the
     * last one that it gives}
     *
     * @param namespace what it reads
     * @param paths all fields that decide which documents are in the result and in what order
     */
    public static Narrowing ofFirstDocuments(Namespace namespace, Collection<String> paths) {
        long[] fields = fields(namespace, paths);
        return new Narrowing(namespace, fields, true, fields);
    }

    /**
     * {@return of a query that gives something made of fields}
     *
     * @param namespace what it reads
     * @param paths all fields that it looks at
     */
    public static Narrowing ofFields(Namespace namespace, Collection<String> paths) {
        return new Narrowing(namespace, fields(namespace, paths), false, null);
    }

    /**
     * {@return of a query that chooses documents and gives something made of these and of nothing else}
     *
     * @param namespace what it reads
     * @param choosing all fields that decide which documents are chosen
     * @param paths all fields that it looks at; null where that is not known
     */
    public static Narrowing ofChosen(
            Namespace namespace, Collection<String> choosing, @Nullable Collection<String> paths) {
        return new Narrowing(
                namespace, paths == null ? null : fields(namespace, paths), false, fields(namespace, choosing));
    }

    /** Their tags; null where they are too many. */
    private static long @Nullable [] fields(Namespace namespace, Collection<String> paths) {
        long[] tags = FieldPaths.tags(namespace, paths);
        return tags.length > MOST_FIELDS ? null : tags;
    }

    /** {@return what decides which documents a result is made of; null where it doesn't help to know them} */
    public @Nullable Dependencies selection() {
        return choosing == null ? null : Dependencies.narrow(namespace, choosing, new long[0]);
    }

    /** {@return whether a result has the documents in it that it is made of} */
    public boolean showsInputs() {
        return givesDocuments;
    }

    /**
     * {@return what a result depends on}
     *
     * @param broad what any result of the query depends on; returned where no less can be said
     * @param result its BSON documents, one after the other
     * @param inputs of each document that it was made of, a BSON document with its {@code _id}, one after the other; null
     *     where they are not known
     */
    public Dependencies of(Dependencies broad, byte[] result, byte @Nullable [] inputs) {
        if (choosing != null && inputs != null) {
            return narrow(broad, choosing, givesDocuments ? documents(inputs, result) : documents(inputs));
        }
        return narrow(broad, fields, givesDocuments ? documents(result) : new long[0]);
    }

    private Dependencies narrow(Dependencies broad, long @Nullable [] its, long @Nullable [] documents) {
        return its == null || documents == null ? broad : Dependencies.narrow(namespace, its, documents);
    }

    /** The documents' tags, each once; null where they are too many, or one has no {@code _id}. */
    private long @Nullable [] documents(byte[]... results) {
        Set<Long> tags = new LinkedHashSet<>();
        for (byte[] result : results) {
            List<BsonValue> ids = ResultDocuments.ids(result, Inputs.MOST);
            if (ids == null) {
                return null;
            }
            ids.forEach(id -> tags.add(Tags.document(namespace, id)));
        }
        return tags.size() > Inputs.MOST
                ? null
                : tags.stream().mapToLong(Long::longValue).toArray();
    }
}
