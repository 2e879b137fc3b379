package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which names of fields may be stored: before MongoDB 5.0, dollar signs at their beginning are a matter of the place. */
final class StorableNames {

    private static final Set<String> OF_REFERENCES = Set.of("$ref", "$id", "$db");

    private StorableNames() {}

    /** Throws where a document can't be inserted: deeper in it, anything goes. */
    static void checkInsert(Document document) {
        for (String name : document.keySet()) {
            if (name.startsWith("$")) {
                throw CommandException.badValue("Document can't have $ prefixed field names: " + name);
            }
        }
        checkId(document.get("_id"));
    }

    /** Throws where a document can't take another's place. */
    static void checkReplacement(Document document) {
        checkId(document.get("_id"));
        document.forEach((name, value) -> checkNested(name, value));
    }

    private static void checkId(@Nullable Object id) {
        if (id instanceof Document document) {
            for (String name : document.keySet()) {
                if (name.startsWith("$") && !OF_REFERENCES.contains(name)) {
                    throw notStorable(
                            "_id fields may not contain '$'-prefixed fields: " + name + " is not valid for storage.");
                }
            }
        }
    }

    private static void checkNested(String path, @Nullable Object value) {
        if (value instanceof Document document) {
            document.forEach((name, inner) -> {
                if (name.startsWith("$") && !OF_REFERENCES.contains(name)) {
                    throw notStorable("The dollar ($) prefixed field '" + name + "' in '" + path + "." + name
                            + "' is not valid for storage.");
                }
                checkNested(path + "." + name, inner);
            });
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                checkNested(path + "." + i, list.get(i));
            }
        }
    }

    private static CommandException notStorable(String message) {
        return CommandException.of(52, "DollarPrefixedFieldName", message);
    }
}
