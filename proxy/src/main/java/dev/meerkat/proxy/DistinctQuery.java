package dev.meerkat.proxy;

import com.mongodb.client.ClientSession;
import com.mongodb.client.DistinctIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import dev.meerkat.cache.QueryKey;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** A field's distinct values, kept as documents of one field each. */
final class DistinctQuery extends RenderedQuery {

    private final String fieldName;
    private final @Nullable Bson filter;
    private final Settings settings;

    DistinctQuery(Backing<?> backing, String fieldName, @Nullable Bson filter, Settings settings) {
        super(backing);
        this.fieldName = fieldName;
        this.filter = filter;
        this.settings = settings;
    }

    @Override
    QueryKey render() {
        KeyWriter key = backing.scope().start("distinct").text("field", fieldName);
        if (filter != null) {
            key.document("filter", document(filter));
        }
        settings.writeTo(key, backing);
        return key.done();
    }

    @Override
    public Analysis analyse() {
        return analyse(description(), settings);
    }

    @Override
    public long maxTimeMillis() {
        return settings.maxTimeMillis();
    }

    @Override
    public void load(MongoCollection<RawBsonDocument> raw, ClientSession session, ResultBuffer into) {
        BsonDocument description = description();
        DistinctIterable<BsonValue> distinct = raw.distinct(
                session, fieldName, description.getDocument("filter", new BsonDocument()), BsonValue.class);
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
