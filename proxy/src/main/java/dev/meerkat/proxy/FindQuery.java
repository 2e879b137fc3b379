package dev.meerkat.proxy;

import com.mongodb.client.ClientSession;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import dev.meerkat.cache.QueryKey;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** A find. Its first document is a read of its own, since MongoDB is asked for no more. */
final class FindQuery extends RenderedQuery {

    private final @Nullable Bson filter;
    private final Settings settings;
    private final boolean first;

    FindQuery(Backing<?> backing, @Nullable Bson filter, Settings settings, boolean first) {
        super(backing);
        this.filter = filter;
        this.settings = settings;
        this.first = first;
    }

    @Override
    QueryKey render() {
        KeyWriter key = backing.scope().start(first ? "findFirst" : "find");
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
        FindIterable<RawBsonDocument> find = raw.find(session, description.getDocument("filter", new BsonDocument()));
        settings.applyToFill(find, description);
        if (!first) {
            drain(find, into);
            return;
        }
        RawBsonDocument document = find.first();
        if (document != null) {
            into.add(document);
        }
    }
}
