package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A hash index that need not be unique. It answers equality with scalars; what it finds is matched again. Positions are
 * known by the document's {@code _id}, for the library removes a document without telling where it was.
 */
final class SecondaryIndex extends Index<Integer> {

    private final Map<KeyValue, TreeSet<Integer>> positions = new HashMap<>();
    private final Map<KeyValue, Integer> positionOfId = new HashMap<>();

    SecondaryIndex(String name, List<IndexKey> keys) {
        super(name, keys, true);
    }

    private static KeyValue id(Document document) {
        return new KeyValue(document.get("_id")).normalized();
    }

    @Override
    public @Nullable Integer getPosition(Document document) {
        return positionOfId.get(id(document));
    }

    @Override
    public void checkAdd(Document document, MongoCollection<Integer> collection) {
        getKeyValues(document);
    }

    @Override
    public void add(Document document, Integer position, MongoCollection<Integer> collection) {
        for (KeyValue value : getKeyValues(document)) {
            positions.computeIfAbsent(value, v -> new TreeSet<>()).add(position);
        }
        positionOfId.put(id(document), position);
    }

    @Override
    public @Nullable Integer remove(Document document) {
        Integer position = positionOfId.remove(id(document));
        if (position != null) {
            for (KeyValue value : getKeyValues(document)) {
                positions.computeIfPresent(value, (v, at) -> {
                    at.remove(position);
                    return at.isEmpty() ? null : at;
                });
            }
        }
        return position;
    }

    @Override
    public void checkUpdate(Document before, Document after, MongoCollection<Integer> collection) {
        getKeyValues(after);
    }

    @Override
    public void updateInPlace(Document before, Document after, Integer position, MongoCollection<Integer> collection) {
        remove(before);
        add(after, position, collection);
    }

    @Override
    public boolean canHandle(Document query) {
        return query.values().stream().allMatch(value -> isScalar(value) || inList(value) != null);
    }

    private static boolean isScalar(@Nullable Object value) {
        return value != null
                && !(value instanceof Document)
                && !(value instanceof Collection)
                && !BsonRegularExpression.isRegularExpression(value);
    }

    /** The elements of {@code {$in: [...]}}, if it is that and holds scalars only. */
    private @Nullable List<?> inList(@Nullable Object value) {
        if (getKeys().size() == 1
                && value instanceof Document condition
                && condition.size() == 1
                && condition.get("$in") instanceof List<?> list
                && list.stream().allMatch(SecondaryIndex::isScalar)) {
            return list;
        }
        return null;
    }

    @Override
    public Iterable<Integer> getPositions(Document query) {
        Object first = query.get(getKeys().get(0).getKey());
        List<?> alternatives = inList(first);
        TreeSet<Integer> found = new TreeSet<>();
        if (alternatives != null) {
            alternatives.forEach(value -> found.addAll(at(new KeyValue(value))));
        } else {
            found.addAll(at(new KeyValue(
                    getKeys().stream().map(key -> query.get(key.getKey())).toList())));
        }
        return found;
    }

    private Set<Integer> at(KeyValue value) {
        return positions.getOrDefault(value.normalized(), new TreeSet<>());
    }

    @Override
    public long getCount() {
        return positionOfId.size();
    }

    @Override
    public long getDataSize() {
        return positions.size();
    }

    @Override
    public void drop() {
        positions.clear();
        positionOfId.clear();
    }
}
