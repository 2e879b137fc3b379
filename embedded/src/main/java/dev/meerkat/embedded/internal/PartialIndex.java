package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.Document;
import dev.meerkat.embedded.internal.query.Filter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A unique index over the documents that match its filter; the others are unknown to it. */
final class PartialIndex extends Index<Integer> implements Uniqueness {

    private final UniqueIndex index;
    private final Filter filter;

    PartialIndex(UniqueIndex index, List<IndexKey> keys, Document filter) {
        super(index.getName(), keys, true);
        this.index = index;
        this.filter = Expressions.filter(filter, Map.of());
    }

    private boolean holds(Document document) {
        return filter.matches(document);
    }

    @Override
    public @Nullable Integer getPosition(Document document) {
        return holds(document) ? index.getPosition(document) : null;
    }

    @Override
    public void checkAdd(Document document, MongoCollection<Integer> collection) {
        if (holds(document)) {
            index.checkAdd(document, collection);
        }
    }

    @Override
    public void add(Document document, Integer position, MongoCollection<Integer> collection) {
        if (holds(document)) {
            index.add(document, position, collection);
        }
    }

    @Override
    public @Nullable Integer remove(Document document) {
        return holds(document) ? index.remove(document) : null;
    }

    @Override
    public void checkUpdate(Document before, Document after, MongoCollection<Integer> collection) {
        if (holds(before) && holds(after)) {
            index.checkUpdate(before, after, collection);
        } else {
            checkAdd(after, collection);
        }
    }

    @Override
    public void updateInPlace(Document before, Document after, Integer position, MongoCollection<Integer> collection) {
        remove(before);
        add(after, position, collection);
    }

    @Override
    public Set<KeyValue> keys(Document document) {
        return holds(document) ? index.keys(document) : Set.of();
    }

    /** A query would have to imply the filter: none is taken to. */
    @Override
    public boolean canHandle(Document query) {
        return false;
    }

    @Override
    public Iterable<Integer> getPositions(Document query) {
        throw new UnsupportedOperationException("a partial index answers no queries");
    }

    @Override
    public long getCount() {
        return index.getCount();
    }

    @Override
    public long getDataSize() {
        return index.getDataSize();
    }

    @Override
    public boolean isUnique() {
        return true;
    }

    @Override
    public void drop() {
        index.drop();
    }
}
