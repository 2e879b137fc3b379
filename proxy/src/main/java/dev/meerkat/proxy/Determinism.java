package dev.meerkat.proxy;

import java.util.Map;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/**
 * Whether a query's result depends on nothing but the documents that it reads. Looks for operators and variables anywhere in
 * the query, also where they would be plain data: such a query is not cached without need, and nothing worse.
 *
 * <p>A list of what is refused, not of what is allowed: MongoDB has some two hundred expression operators, nearly all of them
 * pure, and new ones come with every version; those that are not are few, and stand below. Stages of a pipeline are few, so
 * {@link Pipelines} lists those that are allowed.
 */
final class Determinism {

    private static final Set<String> OPERATORS = Set.of(
            // chance
            "$rand",
            "$sampleRate",
            "$createObjectId",
            // the clock
            "$currentDate",
            // code
            "$where",
            "$function",
            "$accumulator",
            // indexes that lag, or that are not the documents
            "$text",
            "$meta",
            "$search",
            "$searchMeta",
            "$vectorSearch",
            // how a server stores, not what
            "$natural");

    private static final Set<String> VARIABLES =
            Set.of("$$NOW", "$$CLUSTER_TIME", "$$USER_ROLES", "$$SEARCH_META", "$$JS_SCOPE", "$$IS_MR");

    private Determinism() {}

    static boolean holds(BsonValue value) {
        if (value.isDocument()) {
            return holds(value.asDocument());
        }
        if (value.isArray()) {
            return value.asArray().stream().allMatch(Determinism::holds);
        }
        return !value.isString() || !isVariable(value.asString().getValue());
    }

    private static boolean holds(BsonDocument document) {
        for (Map.Entry<String, BsonValue> field : document.entrySet()) {
            if (OPERATORS.contains(field.getKey()) || !holds(field.getValue())) {
                return false;
            }
        }
        return true;
    }

    /** {@code $$NOW} and {@code $$NOW.field} alike. */
    private static boolean isVariable(String text) {
        if (!text.startsWith("$$")) {
            return false;
        }
        int dot = text.indexOf('.');
        return VARIABLES.contains(dot < 0 ? text : text.substring(0, dot));
    }
}
