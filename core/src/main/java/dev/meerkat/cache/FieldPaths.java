package dev.meerkat.cache;

import java.util.Arrays;
import java.util.Collection;

/** From paths within documents to the tags of the top-level fields that they begin with. */
final class FieldPaths {

    private FieldPaths() {}

    /** Sorted, each once. */
    static long[] tags(Namespace namespace, Collection<String> paths) {
        long[] tags = new long[paths.size()];
        int count = 0;
        for (String path : paths) {
            tags[count++] = Tags.field(namespace, topLevel(path));
        }
        Arrays.sort(tags);
        return withoutRepetitions(tags);
    }

    private static long[] withoutRepetitions(long[] sorted) {
        int count = 0;
        for (long tag : sorted) {
            if (count == 0 || sorted[count - 1] != tag) {
                sorted[count++] = tag;
            }
        }
        return count == sorted.length ? sorted : Arrays.copyOf(sorted, count);
    }

    private static String topLevel(String path) {
        int dot = path.indexOf('.');
        return dot < 0 ? path : path.substring(0, dot);
    }
}
