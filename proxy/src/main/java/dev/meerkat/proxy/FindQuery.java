package dev.meerkat.proxy;

import com.mongodb.client.ClientSession;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import dev.meerkat.cache.Narrowing;
import dev.meerkat.cache.QueryKey;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** A find. Its first document is a read of its own, since MongoDB is asked for no more. */
final class FindQuery extends IterableQuery {

    /** What a key says of a find whose first document alone is wanted. */
    static final String FIRST = "findFirst";

    private final Bson filter;
    private final boolean first;

    FindQuery(Backing<?> backing, Bson filter, Settings settings, boolean first) {
        super(backing, settings);
        this.filter = filter;
        this.first = first;
    }

    @Override
    @Nullable
    QueryParts parts() {
        QueryParts parts = new QueryParts(backing.scope(), first ? FIRST : "find").with(filter);
        settings.addTo(parts);
        return parts.orNull();
    }

    @Override
    QueryKey render() {
        KeyWriter key = backing.scope().start(first ? FIRST : "find");
        key.document("filter", document(filter));
        settings.writeTo(key, backing);
        return key.done();
    }

    @Override
    @Nullable
    Narrowing narrowing(BsonDocument description) {
        return Narrowings.find(backing.namespace(), description);
    }

    @Override
    public void load(MongoCollection<RawBsonDocument> raw, ClientSession session, ResultBuffer into) {
        BsonDocument description = description();
        FindIterable<RawBsonDocument> find = raw.find(session, description.getDocument("filter"));
        settings.applyToFill(find, description);
        if (first) {
            loadFirst(find, into);
        } else {
            drain(find, into);
        }
    }

    static void loadFirst(FindIterable<RawBsonDocument> find, ResultBuffer into) {
        RawBsonDocument document = find.first();
        if (document != null) {
            into.add(document);
        }
    }
}
