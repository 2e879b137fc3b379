package dev.meerkat.embedded.internal.query;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A dotted path, and the values that it leads to. On its way it goes into every document of an array, and a number in
 * it also counts an array's elements. Where there is nothing it gives {@link Missing}, but an array without documents
 * on its way gives nothing at all.
 */
final class FieldPath {

    /** What an array at the end of a path gives. */
    enum Arrays {
        /** Its elements, then itself. */
        ELEMENTS_AND_WHOLE,
        /** Its elements; undefined if it has none. */
        ELEMENTS,
        /** Itself. */
        WHOLE
    }

    private static final OpaqueValue UNDEFINED = new OpaqueValue((byte) ValueType.UNDEFINED.number(), new byte[0]);

    private final String[] names;

    FieldPath(String path) {
        this.names = path.split("\\.", -1);
    }

    /** Whether one of the values that the path leads to passes the test. */
    boolean leadsToAny(Document document, Arrays arrays, Predicate<@Nullable Object> test) {
        return new Walk(arrays, test).into(document.getOrMissing(names[0]), 1);
    }

    /** All values that the path leads to. */
    List<@Nullable Object> values(Document document, Arrays arrays) {
        List<@Nullable Object> values = new ArrayList<>();
        leadsToAny(document, arrays, value -> {
            values.add(value);
            return false;
        });
        return values;
    }

    private final class Walk {

        private final Arrays arrays;
        private final Predicate<@Nullable Object> test;

        Walk(Arrays arrays, Predicate<@Nullable Object> test) {
            this.arrays = arrays;
            this.test = test;
        }

        /** Goes on from a value, to which the path without its rest led. */
        boolean into(@Nullable Object value, int rest) {
            if (rest == names.length) {
                return end(value);
            }
            if (value instanceof Document document) {
                return into(document.getOrMissing(names[rest]), rest + 1);
            }
            if (value instanceof Collection<?> elements) {
                return intoElements(elements, rest);
            }
            return test.test(Missing.getInstance());
        }

        private boolean intoElements(Collection<?> elements, int rest) {
            int index = 0;
            for (Object element : elements) {
                if (element instanceof Document document && into(document, rest)) {
                    return true;
                }
                if (names[rest].equals(Integer.toString(index++)) && intoElement(element, rest + 1)) {
                    return true;
                }
            }
            return false;
        }

        /** An element that the path counts: an array among them isn't taken apart. */
        private boolean intoElement(@Nullable Object element, int rest) {
            if (rest == names.length) {
                return test.test(element);
            }
            if (element instanceof Document document) {
                return into(document, rest);
            }
            return element instanceof Collection<?> inner && intoElementOf(new ArrayList<>(inner), rest);
        }

        private boolean intoElementOf(List<?> inner, int rest) {
            for (int i = 0; i < inner.size(); i++) {
                if (names[rest].equals(Integer.toString(i))) {
                    return into(inner.get(i), rest + 1);
                }
            }
            return test.test(Missing.getInstance());
        }

        private boolean end(@Nullable Object value) {
            if (arrays == Arrays.WHOLE || !(value instanceof Collection<?> elements)) {
                return test.test(value);
            }
            for (Object element : elements) {
                if (test.test(element)) {
                    return true;
                }
            }
            if (arrays == Arrays.ELEMENTS) {
                return elements.isEmpty() && test.test(UNDEFINED);
            }
            return test.test(value);
        }
    }
}
