package dev.meerkat.proxy;

import com.mongodb.client.ClientSession;
import com.mongodb.client.DistinctIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import dev.meerkat.cache.Narrowing;
import dev.meerkat.cache.QueryKey;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** A field's distinct values, kept as documents of one field each. */
final class DistinctQuery extends IterableQuery {

    private final String fieldName;
    private final Bson filter;

    DistinctQuery(Backing<?> backing, String fieldName, Bson filter, Settings settings) {
        super(backing, settings);
        this.fieldName = fieldName;
        this.filter = filter;
    }

    @Override
    @Nullable
    QueryParts parts() {
        QueryParts parts =
                new QueryParts(backing.scope(), "distinct").with(fieldName).with(filter);
        settings.addTo(parts);
        return parts.orNull();
    }

    @Override
    QueryKey render() {
        KeyWriter key = backing.scope().start("distinct").text("field", fieldName);
        key.document("filter", document(filter));
        settings.writeTo(key, backing);
        return key.done();
    }

    @Override
    @Nullable
    Narrowing narrowing(BsonDocument description) {
        return Narrowings.distinct(backing.namespace(), description, fieldName);
    }

    @Override
    public void load(MongoCollection<RawBsonDocument> raw, ClientSession session, ResultBuffer into) {
        BsonDocument description = description();
        DistinctIterable<BsonValue> distinct =
                raw.distinct(session, fieldName, description.getDocument("filter"), BsonValue.class);
        settings.applyToFill(distinct, description);
        try (MongoCursor<BsonValue> cursor = distinct.cursor()) {
            backing.sawServer(cursor.getServerAddress());
            boolean more = true;
            while (more && cursor.hasNext()) {
                BsonValue value = cursor.next();
                more = into.add(Results.box(value == null ? BsonNull.VALUE : value));
            }
        }
    }
}
