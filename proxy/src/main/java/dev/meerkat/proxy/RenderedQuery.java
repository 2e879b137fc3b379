package dev.meerkat.proxy;

import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoIterable;
import com.mongodb.client.model.Collation;
import dev.meerkat.cache.BypassReason;
import dev.meerkat.cache.Narrowing;
import dev.meerkat.cache.QueryKey;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** What the kinds of query have in common. */
abstract class RenderedQuery implements Query {

    private static final BsonDocumentCodec DOCUMENT = new BsonDocumentCodec();

    final Backing<?> backing;
    private @Nullable QueryKey key;

    RenderedQuery(Backing<?> backing) {
        this.backing = backing;
    }

    /** Renders the query. */
    abstract QueryKey render();

    /** What the query is made of, as far as it has a say in the result; null where not all of it is known. */
    abstract @Nullable QueryParts parts();

    @Override
    public final Object nearKey() {
        QueryKey its = key;
        if (its == null) {
            its = backing.context().keys().of(this);
            key = its;
        }
        return its;
    }

    /** Whether a query of the same parts was asked before; if so, it has its key. */
    final boolean isKnown() {
        if (key == null) {
            key = backing.context().keys().known(this);
        }
        return key != null;
    }

    @Override
    public final QueryKey key() {
        QueryKey rendered = key;
        if (rendered == null) {
            rendered = render();
            key = rendered;
        }
        return rendered;
    }

    @Override
    public final boolean isUnchanged() {
        return render().equals(key());
    }

    /** The key, as a document: what is sent is taken from it, byte by byte. */
    final BsonDocument description() {
        return new RawBsonDocument(key().bytes());
    }

    /** The same to be looked at from all sides, decoded once. */
    final BsonDocument decodedDescription() {
        return new RawBsonDocument(key().bytes()).decode(DOCUMENT);
    }

    final BsonDocument document(Bson bson) {
        return backing.render(bson);
    }

    /** The analysis of a filter on the collection itself. */
    final Analysis analyse(BsonDocument description, @Nullable Collation collation) {
        if (!Determinism.holds(description)) {
            return Analysis.refused(BypassReason.QUERY);
        }
        BsonDocument filter = description.getDocument("filter", new BsonDocument());
        BsonValue id = IdFilter.isSimple(collation) ? IdFilter.idOf(filter) : null;
        return id == null
                ? Analysis.query(List.of(backing.namespace()), narrowing(description))
                : Analysis.document(backing.namespace(), id);
    }

    /** What the results depend on, where it is known more closely than by the namespace. */
    @Nullable
    Narrowing narrowing(BsonDocument description) {
        return null;
    }

    /** Reads all that the iterable gives, or as much as fits. */
    final void drain(MongoIterable<RawBsonDocument> iterable, ResultBuffer into) {
        try (MongoCursor<RawBsonDocument> cursor = iterable.cursor()) {
            backing.sawServer(cursor.getServerAddress());
            boolean more = true;
            while (more && cursor.hasNext()) {
                more = into.add(cursor.next());
            }
        }
    }
}
