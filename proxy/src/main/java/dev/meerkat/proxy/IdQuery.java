package dev.meerkat.proxy;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import dev.meerkat.cache.QueryKey;
import java.util.UUID;
import org.bson.RawBsonDocument;
import org.bson.types.ObjectId;
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
        return isLight(id.getClass()) ? backing.scope().of(id) : key();
    }

    /** Written out, since every hit asks, and a set would divide by its size to answer. */
    private static boolean isLight(Class<?> type) {
        return type == ObjectId.class
                || type == String.class
                || type == Integer.class
                || type == Long.class
                || type == UUID.class;
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
}
