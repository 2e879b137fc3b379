package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
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
        Variables variables = new Variables(Map.of("$$NOW", log.wallTime(), "$$CLUSTER_TIME", log.time()));
        return stages.stream().map(variables::document).toList();
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
