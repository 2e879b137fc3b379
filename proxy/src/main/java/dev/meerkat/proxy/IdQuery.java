package dev.meerkat.proxy;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import dev.meerkat.cache.Entry;
import dev.meerkat.cache.QueryKey;
import java.util.Optional;
import java.util.function.Function;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * The document of one id: the same read as {@code find(eq("_id", id)).first()}, but for ids of the usual immutable types the
 * id itself stands for it in this process, so that a hit renders nothing.
 *
 * <p>It is all that belongs to the read at once, the query, what decodes the answer and the caller's own read, since a hit has
 * to allocate whatever of these is an object of its own.
 *
 * @param <T> the type of the collection's documents
 */
final class IdQuery<T> implements Query, Function<Entry, Optional<T>>, OwnRead<Optional<T>> {

    private final Backing<T> backing;
    private final Object id;
    private @Nullable BsonValue plain;
    private @Nullable FindQuery rendered;

    IdQuery(Backing<T> backing, Object id) {
        this.backing = backing;
        this.id = id;
    }

    /** The same as a find; an id of a usual type needn't be rendered by the registry for it. */
    private FindQuery find() {
        FindQuery find = rendered;
        if (find == null) {
            plain = backing.scope().render(id);
            Bson filter = plain == null ? Filters.eq("_id", id) : new BsonDocument("_id", plain);
            find = new FindQuery(backing, filter, new Settings(), true);
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
    public Optional<T> apply(Entry entry) {
        return backing.documents(backing.collection().getDocumentClass()).optional(entry);
    }

    @Override
    public Optional<T> in(@Nullable ClientSession session) {
        MongoCollection<T> own = backing.collection();
        Bson filter = Filters.eq("_id", id);
        return Optional.ofNullable((session == null ? own.find(filter) : own.find(session, filter)).first());
    }

    @Override
    public QueryKey key() {
        return find().key();
    }

    @Override
    public Analysis analyse() {
        FindQuery find = find();
        return plain == null || (id instanceof String text && text.startsWith("$"))
                ? find.analyse()
                : Analysis.document(backing.namespace(), plain); // as the find says, whatever the id
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
