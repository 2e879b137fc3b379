package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code $addFields} and {@code $set}: paths, through arrays too; all expressions see the document as it came. */
final class SetFields {

    private final Document specification;
    private final Map<String, Object> variables;

    SetFields(@Nullable Object specification, Map<String, Object> variables) {
        if (!(specification instanceof Document document) || document.isEmpty()) {
            throw CommandException.location(40272, "$addFields specification stage must be a non-empty object");
        }
        this.specification = document;
        this.variables = variables;
    }

    Document apply(Document document) {
        return apply(document, document);
    }

    /** Sets the fields, computed from one document, in a copy of another. */
    Document apply(Document source, Document base) {
        Document result = base.cloneDeeply();
        set("", specification, source, result);
        return result;
    }

    private void set(String prefix, Document fields, Document source, Document result) {
        for (Map.Entry<String, Object> field : fields.entrySet()) {
            String path = prefix + field.getKey();
            if (field.getValue() instanceof Document nested
                    && !nested.isEmpty()
                    && !nested.keySet().iterator().next().startsWith("$")) {
                set(path + ".", nested, source, result);
            } else {
                Object value = Expressions.evaluate(field.getValue(), source, variables);
                put(result, List.of(path.split("\\.")), value);
            }
        }
    }

    private static void put(Document target, List<String> path, @Nullable Object value) {
        String name = path.get(0);
        if (path.size() == 1) {
            if (value instanceof Missing) {
                target.remove(name);
            } else {
                target.put(name, value);
            }
            return;
        }
        List<String> rest = path.subList(1, path.size());
        if (target.get(name) instanceof List<?> elements) {
            target.put(
                    name,
                    elements.stream()
                            .map(element -> inside(element, rest, value))
                            .toList());
        } else {
            target.put(name, inside(target.get(name), rest, value));
        }
    }

    private static Document inside(@Nullable Object container, List<String> path, @Nullable Object value) {
        Document document = container instanceof Document existing ? existing : new Document();
        put(document, path, value);
        return document;
    }
}
