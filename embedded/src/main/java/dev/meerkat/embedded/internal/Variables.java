package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the values of variables that are the same for a whole command into its expressions. */
final class Variables {

    private final Map<String, Object> values;

    private Variables(Map<String, Object> values) {
        this.values = values;
    }

    /** Fixes {@code $$NOW} and {@code $$CLUSTER_TIME}. */
    static List<Document> now(List<Document> stages, ChangeLog log) {
        return inStages(stages, new Document(), log);
    }

    /**
     * Fixes {@code $$NOW}, {@code $$CLUSTER_TIME} and the variables of a command's {@code let}.
     *
     * @param let constant expressions by name
     */
    static List<Document> inStages(List<Document> stages, Document let, ChangeLog log) {
        if (let.isEmpty() && !mentionsVariable(stages)) {
            return stages;
        }
        Variables variables = of(let, log);
        return stages.stream().map(variables::document).toList();
    }

    static Document inFilter(Document filter, Document let, ChangeLog log) {
        return let.isEmpty() && !mentionsVariable(filter)
                ? filter
                : of(let, log).document(filter);
    }

    private static Variables of(Document let, ChangeLog log) {
        Map<String, Object> values = new HashMap<>();
        values.put("$$NOW", log.wallTime());
        values.put("$$CLUSTER_TIME", log.time());
        let.forEach((name, expression) -> values.put(
                "$$" + name, new Document("$literal", Expressions.evaluate(expression, new Document(), Map.of()))));
        return new Variables(values);
    }

    private static boolean mentionsVariable(@Nullable Object value) {
        if (value instanceof Document document) {
            return document.values().stream().anyMatch(Variables::mentionsVariable);
        }
        if (value instanceof List<?> list) {
            return list.stream().anyMatch(Variables::mentionsVariable);
        }
        return value instanceof String string && string.startsWith("$$");
    }

    private Document document(Document document) {
        Document result = new Document();
        for (Map.Entry<String, Object> field : document.entrySet()) {
            boolean literal = field.getKey().equals("$literal");
            result.put(field.getKey(), literal ? field.getValue() : value(field.getValue()));
        }
        return result;
    }

    private @Nullable Object value(@Nullable Object value) {
        if (value instanceof Document document) {
            return document(document);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> result = new ArrayList<>(list.size());
            list.forEach(element -> result.add(value(element)));
            return result;
        }
        return value instanceof String name ? values.getOrDefault(name, name) : value;
    }
}
