package dev.meerkat.spec.match;

import java.util.Iterator;
import java.util.Map;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/** The format's way to compare: what is expected is a pattern, and documents at the root may have more fields. */
public final class ValueMatcher {

    private final Operators operators;

    /** @param known finds an entity's value, and a session's id, by the entity's name */
    public ValueMatcher(KnownValues known) {
        this.operators = new Operators(this, known);
    }

    /** Values of entities. */
    public interface KnownValues {
        /** The value that was saved under this name. */
        BsonValue value(String id);

        /** The logical session id of the session of this name. */
        BsonDocument sessionId(String id);
    }

    /** Throws where it doesn't match; a document is one at the root. */
    public void match(BsonValue expected, @Nullable BsonValue actual, String where) {
        match(expected, actual, true, where);
    }

    /** Throws where an array doesn't match; each of its documents is one at the root. */
    public void matchDocuments(BsonArray expected, BsonArray actual, String where) {
        sameSize(expected, actual, where);
        for (int i = 0; i < expected.size(); i++) {
            match(expected.get(i), actual.get(i), true, where + "[" + i + "]");
        }
    }

    void match(BsonValue expected, @Nullable BsonValue actual, boolean root, String where) {
        if (Operators.isOperator(expected)) {
            operators.apply(expected.asDocument(), actual, root, where);
        } else if (actual == null) {
            throw new Mismatch(where + ": expected " + text(expected) + ", but there is nothing");
        } else if (expected instanceof BsonDocument document) {
            require(actual.isDocument(), expected, actual, where);
            matchFields(document, actual.asDocument(), root, where);
        } else if (expected instanceof BsonArray array) {
            require(actual.isArray(), expected, actual, where);
            sameSize(array, actual.asArray(), where);
            for (int i = 0; i < array.size(); i++) {
                match(array.get(i), actual.asArray().get(i), false, where + "[" + i + "]");
            }
        } else if (isPlainNumber(expected) && isPlainNumber(actual)) {
            require(equalNumbers(expected, actual), expected, actual, where);
        } else {
            require(expected.equals(actual), expected, actual, where);
        }
    }

    private void matchFields(BsonDocument expected, BsonDocument actual, boolean root, String where) {
        for (Map.Entry<String, BsonValue> field : expected.entrySet()) {
            match(field.getValue(), actual.get(field.getKey()), false, where + "." + field.getKey());
        }
        if (!root) {
            Iterator<String> more = actual.keySet().stream()
                    .filter(name -> !expected.containsKey(name))
                    .iterator();
            if (more.hasNext()) {
                throw new Mismatch(where + ": unexpected field " + more.next() + " in " + text(actual));
            }
        }
    }

    private static void sameSize(BsonArray expected, BsonArray actual, String where) {
        if (expected.size() != actual.size()) {
            throw new Mismatch(where + ": expected " + expected.size() + " elements " + text(expected) + ", got "
                    + actual.size() + ": " + text(actual));
        }
    }

    private static boolean isPlainNumber(BsonValue value) {
        return value.isInt32() || value.isInt64() || value.isDouble();
    }

    private static boolean equalNumbers(BsonValue one, BsonValue other) {
        return (one.isDouble() || other.isDouble())
                ? one.asNumber().doubleValue() == other.asNumber().doubleValue()
                : one.asNumber().longValue() == other.asNumber().longValue();
    }

    private static void require(boolean holds, BsonValue expected, BsonValue actual, String where) {
        if (!holds) {
            throw new Mismatch(where + ": expected " + text(expected) + ", got " + text(actual));
        }
    }

    static String text(@Nullable BsonValue value) {
        if (value == null) {
            return "nothing";
        }
        String wrapped = new BsonDocument("v", value).toJson();
        return wrapped.substring(6, wrapped.length() - 1);
    }
}
