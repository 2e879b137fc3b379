package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.backend.memory.index.MemoryUniqueIndex;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.DuplicateKeyError;
import java.util.List;
import java.util.Set;

/** The library's unique index, whose error also names the key as a real server's does. */
final class UniqueIndex extends MemoryUniqueIndex implements Uniqueness {

    UniqueIndex(String name, List<IndexKey> keys, boolean sparse) {
        super(name, keys, sparse);
    }

    @Override
    public synchronized void checkAdd(Document document, MongoCollection<Integer> collection) {
        try {
            super.checkAdd(document, collection);
        } catch (DuplicateKeyError e) {
            throw detailed(e, document);
        }
    }

    @Override
    public synchronized void checkUpdate(Document before, Document after, MongoCollection<Integer> collection) {
        try {
            super.checkUpdate(before, after, collection);
        } catch (DuplicateKeyError e) {
            throw detailed(e, after);
        }
    }

    @Override
    public Set<KeyValue> keys(Document document) {
        return isSparse() && hasNoKey(document) ? Set.of() : getKeyValues(document);
    }

    private boolean hasNoKey(Document document) {
        return getKeys().stream()
                .allMatch(key -> Utils.getSubdocumentValueCollectionAware(document, key.getKey()) instanceof Missing);
    }

    private CommandException detailed(DuplicateKeyError error, Document document) {
        Document pattern = new Document();
        Document value = new Document();
        for (IndexKey key : getKeys()) {
            pattern.put(key.getKey(), key.isAscending() ? 1 : -1);
            Object found = Utils.getSubdocumentValueCollectionAware(document, key.getKey());
            value.put(key.getKey(), found instanceof Missing ? null : found);
        }
        return CommandException.of(11000, "DuplicateKey", error.getMessageWithoutErrorCode())
                .withDetails(new Document("keyPattern", pattern).append("keyValue", value));
    }
}
