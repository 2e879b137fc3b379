package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.Document;
import java.util.HashSet;
import java.util.Set;

/** A key of a unique index: at most one document of the collection has it. */
record UniqueKey(EmbeddedCollection collection, String index, KeyValue value) {

    /** The keys that a document has in all indexes of the collection. */
    static Set<UniqueKey> of(EmbeddedCollection collection, Document document) {
        Set<UniqueKey> keys = new HashSet<>();
        for (Index<Integer> index : collection.getIndexes()) {
            if (index instanceof Uniqueness unique) {
                for (KeyValue key : unique.keys(document)) {
                    keys.add(new UniqueKey(collection, index.getName(), key.normalized()));
                }
            }
        }
        return keys;
    }
}
