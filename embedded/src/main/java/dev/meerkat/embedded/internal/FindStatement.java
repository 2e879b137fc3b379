package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The find command's options: what is asked for, in which order, how much of it, and what of each document. */
final class FindStatement {

    private final EmbeddedCollection collection;
    private final Arguments arguments;
    private final Document filter;
    private final @Nullable Document hint;

    FindStatement(EmbeddedCollection collection, Arguments arguments, ChangeLog log) {
        this.collection = collection;
        this.arguments = arguments;
        this.filter = Variables.inFilter(arguments.document("filter"), arguments.document("let"), log);
        this.hint = hint(arguments.fields().get("hint"));
    }

    /** The key of the index that the hint names; null without one. */
    private @Nullable Document hint(@Nullable Object given) {
        if (given == null
                || (given instanceof Document document && (document.isEmpty() || document.containsKey("$natural")))) {
            return null;
        }
        for (Document index : collection.indexDescriptions().values()) {
            Document key = (Document) index.get("key");
            if (given.equals(index.get("name")) || sameKey(given, key)) {
                return key;
            }
        }
        throw CommandException.badValue("hint provided does not correspond to an existing index: " + given);
    }

    private static boolean sameKey(Object given, Document key) {
        return given instanceof Document document
                && List.copyOf(document.keySet()).equals(List.copyOf(key.keySet()))
                && document.keySet().stream()
                        .allMatch(field -> ValueComparator.asc().compare(document.get(field), key.get(field)) == 0);
    }

    List<Document> run() {
        Document sort = arguments.optionalDocument("sort");
        int skip = arguments.integer("skip", 0);
        int limit = Math.abs(arguments.integer("limit", 0));
        Document projection = arguments.optionalDocument("projection");
        boolean positions = arguments.flag("showRecordId", false);
        boolean keysOnly = arguments.flag("returnKey", false);
        boolean bounded = arguments.has("min") || arguments.has("max");
        if (!positions && !keysOnly && !bounded) {
            return collection.find(filter, sort, skip, limit, projection);
        }
        Stream<Document> found = collection.find(filter, sort, 0, 0, null).stream();
        if (bounded) {
            found = found.filter(this::isWithinBounds);
        }
        found = found.skip(skip).limit(limit == 0 ? Long.MAX_VALUE : limit);
        return found.map(document -> shape(document, projection, positions, keysOnly))
                .toList();
    }

    private Document shape(Document stored, @Nullable Document projection, boolean positions, boolean keysOnly) {
        Document shaped = stored;
        if (keysOnly) {
            shaped = hint == null ? new Document() : key(stored, hint);
        } else if (projection != null && !projection.isEmpty()) {
            shaped = collection.project(stored, projection);
        }
        return positions ? shaped.clone().append("$recordId", collection.position(stored) + 1L) : shaped;
    }

    private static Document key(Document document, Document pattern) {
        Document key = new Document();
        for (String field : pattern.keySet()) {
            Object value = Utils.getSubdocumentValueCollectionAware(document, field);
            key.put(field, value instanceof Missing ? null : value);
        }
        return key;
    }

    private boolean isWithinBounds(Document document) {
        if (hint == null) {
            throw CommandException.of(
                    51173, "Location51173", "When using min()/max() a hint of which index to use must be provided");
        }
        Document min = arguments.optionalDocument("min");
        Document max = arguments.optionalDocument("max");
        return (min == null || compare(document, min) >= 0) && (max == null || compare(document, max) < 0);
    }

    /** Field by field in the order of the bound. */
    private static int compare(Document document, Document bound) {
        Document key = key(document, bound);
        for (String field : bound.keySet()) {
            int order = ValueComparator.asc().compare(key.get(field), bound.get(field));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
