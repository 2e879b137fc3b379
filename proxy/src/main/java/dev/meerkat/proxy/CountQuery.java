package dev.meerkat.proxy;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.CountOptions;
import dev.meerkat.cache.BypassReason;
import dev.meerkat.cache.Entry;
import dev.meerkat.cache.Narrowing;
import dev.meerkat.cache.QueryKey;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.RawBsonDocument;
import org.bson.codecs.LongCodec;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * How many documents match. The driver counts by an aggregation, also without a filter, so that the number is a snapshot's,
 * unlike the estimate from the collection's metadata.
 */
final class CountQuery extends RenderedQuery {

    private static final Results<Long> NUMBER = Results.ofValues(Long.class, new LongCodec());

    private final Bson filter;
    private final CountOptions options;

    CountQuery(Backing<?> backing, Bson filter, CountOptions options) {
        super(backing);
        this.filter = filter;
        this.options = options;
    }

    /** The number in an entry. */
    static long number(Entry entry) {
        return Objects.requireNonNull(NUMBER.first(entry), "count");
    }

    @Override
    @Nullable
    QueryParts parts() {
        return new QueryParts(backing.scope(), "count")
                .with(filter)
                .with(options.getLimit())
                .with(options.getSkip())
                .with(options.getCollation())
                .with(options.getHint())
                .with(options.getHintString())
                .orNull();
    }

    @Override
    QueryKey render() {
        KeyWriter key = backing.scope()
                .start("count")
                .document("filter", document(filter))
                .number("limit", options.getLimit())
                .number("skip", options.getSkip());
        if (options.getCollation() != null) {
            key.document("collation", options.getCollation().asDocument());
        }
        if (options.getHint() != null) {
            key.document("hint", document(options.getHint()));
        }
        if (options.getHintString() != null) {
            key.text("hintString", options.getHintString());
        }
        return key.done();
    }

    @Override
    public Analysis analyse() {
        return options.getHint() != null || options.getHintString() != null
                ? Analysis.refused(BypassReason.HINT)
                : analyse(decodedDescription(), options.getCollation());
    }

    @Override
    public long maxTimeMillis() {
        return options.getMaxTime(TimeUnit.MILLISECONDS);
    }

    @Override
    @Nullable
    Narrowing narrowing(BsonDocument description) {
        return Narrowings.count(backing.namespace(), description);
    }

    @Override
    public void load(MongoCollection<RawBsonDocument> raw, ClientSession session, ResultBuffer into) {
        BsonDocument description = description();
        CountOptions asked = new CountOptions()
                .limit(description.getInt32("limit").getValue())
                .skip(description.getInt32("skip").getValue())
                .collation(options.getCollation())
                .comment(options.getComment());
        long count = raw.countDocuments(session, description.getDocument("filter"), asked);
        into.add(Results.box(new BsonInt64(count)));
    }
}
