package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The updateDescription of a change event as a real server derives it from the update's operators: a path that was set
 * is named as it was written, even if it had to be made; elements that were only appended are named one by one; any
 * other change of an array gives it whole. What can't be told from the operators is told by {@link UpdateDiff}.
 */
final class UpdateDescription {

    private final Document before;
    private final Document after;
    private final Document updated = new Document();
    private final List<String> removed = new ArrayList<>();

    private UpdateDescription(Document before, Document after) {
        this.before = before;
        this.after = after;
    }

    /** From the update's operators and the document before and after it. */
    static Document of(Document update, Document before, Document after) {
        UpdateDescription description = new UpdateDescription(before, after);
        update.forEach((operator, fields) -> {
            if (fields instanceof Document paths) {
                paths.forEach((path, operand) -> description.tell(operator, path, operand));
            }
        });
        return description.isComplete()
                ? new Document("updatedFields", description.updated).append("removedFields", description.removed)
                : UpdateDiff.between(before, after);
    }

    private void tell(String operator, String path, @Nullable Object operand) {
        String resolved = path.contains("$") ? resolve(path) : path;
        switch (operator) {
            case "$setOnInsert" -> {}
            case "$unset" -> remove(resolved);
            case "$rename" -> {
                remove(resolved);
                set((String) Objects.requireNonNull(operand));
            }
            case "$push" -> push(resolved, operand);
            default -> set(resolved);
        }
    }

    /** The path to the element that was changed; to the whole array if there were several or none. */
    private String resolve(String path) {
        List<String> names = List.of(path.split("\\.", -1));
        int at = 0;
        while (!names.get(at).startsWith("$")) {
            at++;
        }
        String array = String.join(".", names.subList(0, at));
        if (at(before, array) instanceof List<?> from
                && at(after, array) instanceof List<?> to
                && from.size() == to.size()) {
            int changed = -1;
            for (int i = 0; i < from.size(); i++) {
                if (!Objects.equals(from.get(i), to.get(i))) {
                    if (changed >= 0) {
                        return array;
                    }
                    changed = i;
                }
            }
            List<String> rest = names.subList(at + 1, names.size());
            String element = array + "." + changed + (rest.isEmpty() ? "" : "." + String.join(".", rest));
            return changed < 0 ? array : element.contains("$") ? resolve(element) : element;
        }
        return array;
    }

    private void set(String path) {
        Object value = at(after, path);
        if (!(value instanceof Missing) && !Objects.equals(value, at(before, path))) {
            updated.put(path, copy(value));
        }
    }

    private void remove(String path) {
        if (at(before, path) instanceof Missing) {
            return;
        }
        if (at(after, path) instanceof Missing) {
            removed.add(path);
        } else {
            set(path);
        }
    }

    private void push(String path, @Nullable Object operand) {
        boolean sorts = operand instanceof Document modifiers && modifiers.containsKey("$sort");
        if (!sorts
                && at(before, path) instanceof List<?> from
                && at(after, path) instanceof List<?> to
                && to.size() >= from.size()
                && to.subList(0, from.size()).equals(from)) {
            for (int i = from.size(); i < to.size(); i++) {
                updated.put(path + "." + i, copy(to.get(i)));
            }
        } else {
            set(path);
        }
    }

    private static @Nullable Object at(Document document, String path) {
        Object value = document;
        for (String name : path.split("\\.", -1)) {
            if (value instanceof Document inner) {
                value = inner.getOrMissing(name);
            } else if (value instanceof List<?> list && name.matches("\\d{1,9}")) {
                int index = Integer.parseInt(name);
                value = index < list.size() ? list.get(index) : Missing.getInstance();
            } else {
                return Missing.getInstance();
            }
        }
        return value;
    }

    private static @Nullable Object copy(@Nullable Object value) {
        return new Document("v", value).cloneDeeply().get("v");
    }

    /** Whether what was told makes the one document of the other. */
    private boolean isComplete() {
        Document made = before.cloneDeeply();
        for (Map.Entry<String, Object> field : updated.entrySet()) {
            Utils.changeSubdocumentValue(made, field.getKey(), copy(field.getValue()));
        }
        removed.forEach(path -> Utils.removeSubdocumentValue(made, path));
        return made.equals(after);
    }
}
