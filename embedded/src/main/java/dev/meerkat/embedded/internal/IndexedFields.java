package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import org.jspecify.annotations.Nullable;

/** The part of a query that an index could answer. */
final class IndexedFields {

    private IndexedFields() {}

    /** The query's conditions on exactly the index's fields; null if it doesn't have one on each. */
    static @Nullable Document of(Document query, Index<?> index) {
        Document part = new Document();
        for (IndexKey key : index.getKeys()) {
            if (!query.containsKey(key.getKey())) {
                return null;
            }
            part.put(key.getKey(), query.get(key.getKey()));
        }
        return part;
    }
}
