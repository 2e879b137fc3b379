package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.Document;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code $project}: paths to keep or leave out, and computed fields, which come after what is kept. */
final class ProjectStage {

    private final PathProjection paths;
    private final @Nullable SetFields computed;

    ProjectStage(@Nullable Object specification, Map<String, Object> variables) {
        if (!(specification instanceof Document document) || document.isEmpty()) {
            throw CommandException.location(
                    40177, "Invalid $project :: caused by :: specification must have at least" + " one field");
        }
        Document plain = new Document();
        Document expressions = new Document();
        split("", document, plain, expressions);
        this.paths = PathProjection.of(plain, !expressions.isEmpty());
        this.computed = expressions.isEmpty() ? null : new SetFields(expressions, variables);
    }

    private static void split(String prefix, Document fields, Document plain, Document expressions) {
        fields.forEach((name, value) -> {
            String path = prefix + name;
            if (PathProjection.isFlag(value)) {
                plain.put(path, value);
            } else if (value instanceof Document nested
                    && !nested.isEmpty()
                    && !nested.keySet().iterator().next().startsWith("$")) {
                split(path + ".", nested, plain, expressions);
            } else {
                expressions.put(path, value);
            }
        });
    }

    Document apply(Document document) {
        Document kept = paths.apply(document);
        return computed == null ? kept : computed.apply(document, kept);
    }
}
