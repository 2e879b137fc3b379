package dev.meerkat.embedded.internal.query;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The order that a sort specification puts documents into. An array counts as its least element, or as its greatest in
 * a descending order; a missing field counts as null, an empty array as less than that. Immutable.
 */
public final class SortOrder implements Comparator<Document> {

    private record Key(FieldPath path, boolean ascending) {
        int compare(Document a, Document b) {
            int order = ValueOrder.INSTANCE.compare(of(a), of(b));
            return ascending ? order : -order;
        }

        private @Nullable Object of(Document document) {
            List<@Nullable Object> values = path.values(document, FieldPath.Arrays.ELEMENTS);
            values.replaceAll(value -> value instanceof Missing ? null : value);
            if (values.isEmpty()) {
                return null;
            }
            return ascending
                    ? Collections.min(values, ValueOrder.INSTANCE)
                    : Collections.max(values, ValueOrder.INSTANCE);
        }
    }

    private final List<Key> keys = new ArrayList<>();

    private SortOrder(Document specification) {
        specification.forEach((path, direction) ->
                keys.add(new Key(new FieldPath(path), !(direction instanceof Number n) || n.doubleValue() > 0)));
    }

    /**
     * From a specification.
     *
     * @param specification paths with 1 or -1; null or empty, or one that names {@code $natural}, for no order
     * @return null for no order
     */
    public static @Nullable SortOrder of(@Nullable Document specification) {
        return specification == null || specification.isEmpty() || specification.containsKey("$natural")
                ? null
                : new SortOrder(specification);
    }

    @Override
    public int compare(Document a, Document b) {
        for (Key key : keys) {
            int order = key.compare(a, b);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
