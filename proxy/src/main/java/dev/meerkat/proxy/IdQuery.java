package dev.meerkat.proxy;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import dev.meerkat.cache.QueryKey;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * The document of one id: the same read as {@code find(eq("_id", id)).first()}, but for ids of the usual immutable types the
 * id itself stands for it in this process, so that a hit renders nothing.
 */
final class IdQuery implements Query {

    private final Backing<?> backing;
    private final Object id;
    private @Nullable FindQuery rendered;

    IdQuery(Backing<?> backing, Object id) {
        this.backing = backing;
        this.id = id;
    }

    private FindQuery find() {
        FindQuery find = rendered;
        if (find == null) {
            find = new FindQuery(backing, Filters.eq("_id", id), new Settings(), true);
            rendered = find;
        }
        return find;
    }

    @Override
    public Object nearKey() {
        Object light = backing.scope().of(id);
        return light == null ? key() : light;
    }

    @Override
    public QueryKey key() {
        return find().key();
    }

    @Override
    public Analysis analyse() {
        return find().analyse();
    }

    @Override
    public long maxTimeMillis() {
        return 0;
    }

    @Override
    public void load(MongoCollection<RawBsonDocument> raw, ClientSession session, ResultBuffer into) {
        find().load(raw, session, into);
    }

    @Override
    public boolean isUnchanged() {
        return find().isUnchanged();
    }
}
