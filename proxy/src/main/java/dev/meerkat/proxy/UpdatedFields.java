package dev.meerkat.proxy;

import dev.meerkat.cache.ChangedFields;
import dev.meerkat.cache.Namespace;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Which fields of existing documents a write touches, as far as its updates' operators say. What inserts, deletes or replaces
 * documents, an update by a pipeline, and one that may insert touch any. Used by one thread.
 */
final class UpdatedFields {

    private final Backing<?> backing;
    private final Set<String> paths = new LinkedHashSet<>();
    private boolean any;

    UpdatedFields(Backing<?> backing) {
        this.backing = backing;
    }

    void any() {
        any = true;
    }

    /** Adds an update's. The driver takes for an update only what begins with an operator, for a replacement what doesn't. */
    void add(@Nullable Object update, boolean upsert) {
        if (upsert || !(update instanceof Bson operators)) {
            any();
            return;
        }
        BsonDocument rendered = backing.render(operators);
        for (Map.Entry<String, BsonValue> operator : rendered.entrySet()) {
            if (operator.getKey().startsWith("$") && operator.getValue().isDocument()) {
                add(operator.getKey(), operator.getValue().asDocument());
            } else {
                any();
            }
        }
    }

    private void add(String operator, BsonDocument fields) {
        paths.addAll(fields.keySet());
        if (operator.equals("$rename")) {
            fields.values().forEach(name -> paths.add(name.asString().getValue()));
        }
    }

    ChangedFields in(Namespace namespace) {
        return any ? ChangedFields.ANY : ChangedFields.of(namespace, paths);
    }
}
