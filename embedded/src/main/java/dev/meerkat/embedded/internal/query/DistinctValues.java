package dev.meerkat.embedded.internal.query;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What {@code distinct} gives. */
public final class DistinctValues {

    private DistinctValues() {}

    /** The different values at a path, in their order; of arrays their elements. */
    public static List<@Nullable Object> of(String path, Iterable<Document> documents) {
        FieldPath field = new FieldPath(path);
        SortedSet<@Nullable Object> values = new TreeSet<>(ValueOrder.INSTANCE);
        for (Document document : documents) {
            values.addAll(field.values(document, FieldPath.Arrays.ELEMENTS));
        }
        values.removeIf(value -> value instanceof Missing || ValueType.of(value) == ValueType.UNDEFINED);
        return new ArrayList<>(values);
    }
}
