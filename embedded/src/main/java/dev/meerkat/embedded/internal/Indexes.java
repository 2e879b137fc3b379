package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Creating, listing and dropping indexes. */
final class Indexes {

    private final Catalog catalog;

    Indexes(Catalog catalog) {
        this.catalog = catalog;
    }

    /** Creates those that aren't there; returns whether the collection had to be made. */
    boolean create(Namespace namespace, List<Document> descriptions) {
        boolean missing = catalog.collection(namespace) == null;
        EmbeddedCollection collection = catalog.collectionForWrite(namespace);
        for (Document description : descriptions) {
            create(collection, description.cloneDeeply());
        }
        return missing;
    }

    /** An index description as it is shown to clients. */
    static Document listed(Document description, String namespace) {
        Document listed = new Document("v", description.get("v"));
        listed.putIfNotNull("unique", description.get("unique"));
        listed.append("key", description.get("key"))
                .append("name", description.get("name"))
                .append("ns", namespace);
        description.forEach(listed::putIfAbsent);
        return listed;
    }

    private void create(EmbeddedCollection collection, Document given) {
        if (!(given.get("key") instanceof Document key)
                || key.isEmpty()
                || !(given.get("name") instanceof String name)) {
            throw CommandException.failedToParse("The 'key' and 'name' fields are required of an index: " + given);
        }
        Document existing = collection.indexDescriptions().get(name);
        Document description = new Document("v", 2).append("key", key).append("name", name);
        given.forEach(description::putIfAbsent);
        description.remove("background");
        description.remove("ns");
        if (key.keySet().equals(Set.of("_id"))) {
            return;
        }
        if (existing != null) {
            if (!key.equals(existing.get("key"))) {
                throw CommandException.of(
                        86, "IndexKeySpecsConflict", "An index named '" + name + "' with other keys exists already");
            }
            if (!existing.equals(description)) {
                throw CommandException.of(
                        85, "IndexOptionsConflict", "Index '" + name + "' already exists with different options");
            }
            return;
        }
        for (Map.Entry<String, Document> other : collection.indexDescriptions().entrySet()) {
            if (key.equals(other.getValue().get("key"))) {
                throw CommandException.of(
                        85,
                        "IndexOptionsConflict",
                        "Index with these keys already exists with a different name: " + other.getKey());
            }
        }
        collection.reshape();
        collection.addIndex(index(name, key, description));
        collection.indexDescriptions().put(name, description);
        catalog.log().noop();
    }

    private static Index<Integer> index(String name, Document key, Document description) {
        List<IndexKey> keys = key.entrySet().stream()
                .map(field -> new IndexKey(field.getKey(), field.getValue() instanceof Number n && n.intValue() > 0))
                .toList();
        boolean sparse = Boolean.TRUE.equals(description.get("sparse"));
        boolean unique = Boolean.TRUE.equals(description.get("unique"));
        Document filter = description.get("partialFilterExpression") instanceof Document d ? d : null;
        if (unique && filter != null) {
            return new PartialIndex(new UniqueIndex(name, keys, sparse), keys, filter);
        }
        return unique ? new UniqueIndex(name, keys, sparse) : new SecondaryIndex(name, keys);
    }

    /** Drops one index by name or keys, or with {@code *} all but the one of {@code _id}. */
    void drop(EmbeddedCollection collection, @Nullable Object which) {
        if ("*".equals(which)) {
            for (String name : List.copyOf(collection.indexDescriptions().keySet())) {
                if (!name.equals("_id_")) {
                    drop(collection, name);
                }
            }
            return;
        }
        String name = which instanceof String given ? given : nameOf(collection, which);
        if ("_id_".equals(name)) {
            throw CommandException.of(72, "InvalidOptions", "cannot drop _id index");
        }
        if (name == null || !collection.indexDescriptions().containsKey(name)) {
            throw CommandException.of(27, "IndexNotFound", "index not found with name [" + which + "]");
        }
        collection.reshape();
        collection.indexDescriptions().remove(name);
        collection.dropIndex(name);
        catalog.log().noop();
    }

    private static @Nullable String nameOf(EmbeddedCollection collection, @Nullable Object key) {
        return collection.indexDescriptions().entrySet().stream()
                .filter(entry -> Objects.equals(key, entry.getValue().get("key")))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }
}
