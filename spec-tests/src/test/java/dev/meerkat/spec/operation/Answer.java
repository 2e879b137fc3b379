package dev.meerkat.spec.operation;

import java.util.ArrayList;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/**
 * What an operation returned.
 *
 * @param value as a value; null where there is none
 * @param documents whether it is a list of documents, each of which may have more fields than are expected
 * @param entity what can be saved as an entity, where that is no value
 */
public record Answer(
        @Nullable BsonValue value,
        boolean documents,
        @Nullable Object entity) {

    static final Answer NONE = new Answer(null, false, null);

    static Answer of(@Nullable BsonValue value) {
        return new Answer(value, false, null);
    }

    /** A document, or that there is none. */
    static Answer orNull(@Nullable BsonDocument document) {
        return of(document == null ? BsonNull.VALUE : document);
    }

    static Answer documents(List<? extends BsonValue> documents) {
        return new Answer(new BsonArray(new ArrayList<BsonValue>(documents)), true, null);
    }

    /** All documents of a cursor. */
    static Answer all(Iterable<BsonDocument> documents) {
        List<BsonDocument> all = new ArrayList<>();
        documents.forEach(all::add);
        return documents(all);
    }

    static Answer entity(Object entity) {
        return new Answer(null, false, entity);
    }
}
