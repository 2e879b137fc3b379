package dev.meerkat.embedded.internal.query;

import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a filter asks of the values at a path, or, inside an {@code $elemMatch}, of one value. */
interface Condition {

    /** Whether the values that the path leads to meet it. */
    boolean holdsAt(FieldPath path, Document document);

    /** Whether a value by itself meets it. */
    boolean holdsFor(@Nullable Object value);

    /** Met if any of the values passes the test. */
    record AnyValue(FieldPath.Arrays arrays, Predicate<@Nullable Object> test) implements Condition {

        /** Of arrays the elements are tested, and the array itself. */
        static AnyValue of(Predicate<@Nullable Object> test) {
            return new AnyValue(FieldPath.Arrays.ELEMENTS_AND_WHOLE, test);
        }

        /** Of arrays only the array itself is tested. */
        static AnyValue whole(Predicate<@Nullable Object> test) {
            return new AnyValue(FieldPath.Arrays.WHOLE, test);
        }

        @Override
        public boolean holdsAt(FieldPath path, Document document) {
            return path.leadsToAny(document, arrays, test);
        }

        @Override
        public boolean holdsFor(@Nullable Object value) {
            return test.test(value);
        }
    }

    /** Met if the other isn't. */
    record Not(Condition condition) implements Condition {

        @Override
        public boolean holdsAt(FieldPath path, Document document) {
            return !condition.holdsAt(path, document);
        }

        @Override
        public boolean holdsFor(@Nullable Object value) {
            return !condition.holdsFor(value);
        }
    }

    /** Met if all of them are, each by a value of its own maybe. */
    record All(List<Condition> conditions) implements Condition {

        @Override
        public boolean holdsAt(FieldPath path, Document document) {
            return conditions.stream().allMatch(condition -> condition.holdsAt(path, document));
        }

        @Override
        public boolean holdsFor(@Nullable Object value) {
            return conditions.stream().allMatch(condition -> condition.holdsFor(value));
        }
    }
}
