package dev.meerkat.cache;

import java.util.List;

/**
 * All that a read's result depends on: the tags of what it looked at, and every namespace that it read. Derived from the
 * query itself, each time anew, never from something stored. Immutable; the array is not copied and must not be changed.
 *
 * @param namespaces every namespace read, those of {@code $lookup}, {@code $graphLookup} and {@code $unionWith} included
 * @param tags by {@link Tags}; may be empty for what depends on whole namespaces only
 */
public record Dependencies(List<Namespace> namespaces, long... tags) {

    /**
     * Copies the namespaces.
     *
     * @param namespaces every namespace read, those of {@code $lookup}, {@code $graphLookup} and {@code $unionWith}
     *     included
     * @param tags by {@link Tags}; may be empty for what depends on whole namespaces only
     */
    public Dependencies {
        if (namespaces.isEmpty()) {
            throw new IllegalArgumentException(
                    "a read without a namespace depends on nothing and could never be invalidated");
        }
        namespaces = List.copyOf(namespaces);
    }

    /**
     * {@return what a read of one document by its id depends on}
     *
     * @param namespace database and collection
     * @param documentTag the document's tag, from {@link Tags#document}
     */
    public static Dependencies document(Namespace namespace, long documentTag) {
        return new Dependencies(List.of(namespace), documentTag);
    }

    /**
     * {@return what any other read of these namespaces depends on}
     *
     * @param namespaces all that are read
     */
    public static Dependencies queries(List<Namespace> namespaces) {
        return new Dependencies(
                namespaces, namespaces.stream().mapToLong(Tags::anything).toArray());
    }

    /**
     * {@return what a read of one namespace depends on that looks at certain fields only, to find its documents}
     *
     * @param namespace database and collection
     * @param fields the tags of the fields that decide which documents are in the result, and what of them
     * @param documents the tags of the documents in the result, where all of their fields are
     */
    static Dependencies narrow(Namespace namespace, long[] fields, long[] documents) {
        long[] tags = new long[1 + fields.length + documents.length];
        tags[0] = Tags.members(namespace);
        System.arraycopy(fields, 0, tags, 1, fields.length);
        System.arraycopy(documents, 0, tags, 1 + fields.length, documents.length);
        return new Dependencies(List.of(namespace), tags);
    }

    /**
     * {@return what a fact about a namespace itself depends on: not its documents, but that it stays what it is}
     *
     * @param namespace database and collection
     */
    public static Dependencies existence(Namespace namespace) {
        return new Dependencies(List.of(namespace));
    }

    /** {@return whether it is the document of one id that is read} */
    public boolean isOneDocument() {
        return tags.length == 1 && Tags.namespaceOf(tags[0], namespaces) == null;
    }
}
