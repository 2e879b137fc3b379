package dev.meerkat.cache;

import java.util.Collection;

/** From paths within documents to the tags of the top-level fields that they begin with. */
final class FieldPaths {

    private FieldPaths() {}

    /** Sorted, each once. */
    static long[] tags(Namespace namespace, Collection<String> paths) {
        return paths.stream()
                .map(FieldPaths::topLevel)
                .mapToLong(field -> Tags.field(namespace, field))
                .sorted()
                .distinct()
                .toArray();
    }

    private static String topLevel(String path) {
        int dot = path.indexOf('.');
        return dot < 0 ? path : path.substring(0, dot);
    }
}
