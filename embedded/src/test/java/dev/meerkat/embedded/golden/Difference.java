package dev.meerkat.embedded.golden;

import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/**
 * A place where an answer is another than the recorded one.
 *
 * @param pointer where in the answer, as a JSON pointer
 * @param expected what was recorded; null if nothing was there
 * @param got what came; null if nothing was there
 */
record Difference(
        Step step,
        String pointer,
        @Nullable BsonValue expected,
        @Nullable BsonValue got) {

    @Override
    public String toString() {
        return step + " " + pointer + ": expected " + text(expected) + ", got " + text(got);
    }

    private static String text(@Nullable BsonValue value) {
        if (value == null) {
            return "nothing";
        }
        String json = new BsonDocument("", value).toJson();
        return json.substring("{\"\": ".length(), json.length() - 1);
    }
}
