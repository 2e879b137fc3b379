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
 * id itself stands for it in this process, so that a hit renders nothing, and a miss no more than its key.
 *
 * <p>It is all that belongs to the read at once, the query, what decodes the answer and the caller's own read, since a hit has
 * to allocate whatever of these is an object of its own.
 *
 * @param <T> the type of the collection's documents
 */
final class IdQuery<T> implements Query, Function<Entry, Optional<T>>, OwnRead<Optional<T>> {

    private final Backing<T> backing;
    private final Object id;
    private @Nullable QueryKey key;
    private @Nullable FindQuery find;

    IdQuery(Backing<T> backing, Object id) {
        this.backing = backing;
        this.id = id;
    }

    /** The id as the driver renders it, of a type that can't change; null where only the registry's codec can tell. */
    private @Nullable BsonValue plain() {
        return backing.scope().render(id);
    }

    /** The same as a find. */
    private FindQuery find() {
        FindQuery same = find;
        if (same == null) {
            same = new FindQuery(backing, Filters.eq("_id", id), new Settings(), true);
            find = same;
        }
        return same;
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
        QueryKey rendered = key;
        if (rendered == null) {
            BsonValue plain = plain();
            rendered = plain == null
                    ? find().key()
                    : backing.scope().start(FindQuery.FIRST).idFilter(plain).done();
            key = rendered;
        }
        return rendered;
    }

    @Override
    public Analysis analyse() {
        BsonValue plain = plain();
        return plain == null || (id instanceof String text && text.startsWith("$"))
                ? find().analyse()
                : Analysis.document(backing.namespace(), plain); // as the find says, whatever the id
    }

    @Override
    public long maxTimeMillis() {
        return 0;
    }

    @Override
    public void load(MongoCollection<RawBsonDocument> raw, ClientSession session, ResultBuffer into) {
        BsonValue plain = plain();
        if (plain == null) {
            find().load(raw, session, into);
        } else {
            FindQuery.loadFirst(raw.find(session, new BsonDocument("_id", plain)), into);
        }
    }

    @Override
    public boolean isUnchanged() {
        return plain() != null || find().isUnchanged();
    }
}
