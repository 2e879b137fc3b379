package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An updateDescription from nothing but the document before and after, by the smallest paths: fields of sub-documents
 * and elements of arrays that kept or grew their length; an array that shrank is given whole.
 */
final class UpdateDiff {

    private final Document updated = new Document();
    private final List<String> removed = new ArrayList<>();

    private UpdateDiff() {}

    static Document between(Document before, Document after) {
        UpdateDiff diff = new UpdateDiff();
        diff.documents("", before, after);
        return new Document("updatedFields", diff.updated).append("removedFields", diff.removed);
    }

    private void documents(String prefix, Document before, Document after) {
        for (Map.Entry<String, Object> field : after.entrySet()) {
            String path = prefix + field.getKey();
            if (before.containsKey(field.getKey())) {
                values(path, before.get(field.getKey()), field.getValue());
            } else {
                set(path, field.getValue());
            }
        }
        for (String name : before.keySet()) {
            if (!after.containsKey(name)) {
                removed.add(prefix + name);
            }
        }
    }

    private void values(String path, Object before, Object after) {
        if (Objects.equals(before, after)) {
            return;
        }
        if (before instanceof Document from && after instanceof Document to) {
            documents(path + ".", from, to);
        } else if (before instanceof List<?> from && after instanceof List<?> to && to.size() >= from.size()) {
            for (int i = 0; i < to.size(); i++) {
                if (i < from.size()) {
                    values(path + "." + i, from.get(i), to.get(i));
                } else {
                    set(path + "." + i, to.get(i));
                }
            }
        } else {
            set(path, after);
        }
    }

    private void set(String path, Object value) {
        updated.put(path, new Document("v", value).cloneDeeply().get("v"));
    }
}
