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

    public Dependencies {
        if (namespaces.isEmpty()) {
            throw new IllegalArgumentException(
                    "a read without a namespace depends on nothing and could never be invalidated");
        }
        namespaces = List.copyOf(namespaces);
    }

    /** What a read of one document by its id depends on. */
    public static Dependencies document(Namespace namespace, long documentTag) {
        return new Dependencies(List.of(namespace), documentTag);
    }

    /** What any other read of these namespaces depends on. */
    public static Dependencies queries(List<Namespace> namespaces) {
        return new Dependencies(
                namespaces, namespaces.stream().mapToLong(Tags::anything).toArray());
    }

    /** What a fact about a namespace itself depends on: not its documents, but that it stays what it is. */
    public static Dependencies existence(Namespace namespace) {
        return new Dependencies(List.of(namespace));
    }

    /** Whether it is the document of one id that is read. */
    public boolean isOneDocument() {
        return tags.length == 1 && Tags.namespaceOf(tags[0], namespaces) == null;
    }
}
