package dev.meerkat.proxy;

import dev.meerkat.cache.Audit;
import dev.meerkat.cache.Entry;
import dev.meerkat.cache.Freshness;
import dev.meerkat.cache.Outcome;
import dev.meerkat.cache.QueryKey;
import dev.meerkat.cache.Reread;
import dev.meerkat.cache.spi.PortException;
import java.time.Duration;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;

/**
 * A hit that is read again, as a fill would be, by a thread that has time: in a session of its own, through the handle's own
 * client. What the query depends on was the entry's; nothing is kept of the result.
 *
 * <p>The caller has been answered and may change what the query was made of, or be changing it: a key that isn't the same
 * any more makes the read a failed one.
 */
final class AuditRead implements Reread {

    private final Query query;
    private final Fill fill;
    private final boolean ofOneDocument;

    private AuditRead(Query query, Fill fill, boolean ofOneDocument) {
        this.query = query;
        this.fill = fill;
        this.ofOneDocument = ofOneDocument;
    }

    /** Has a hit that was chosen read again. */
    static void offer(Audit audit, Backing<?> backing, Query query, Freshness wanted, Entry entry, Outcome.Tier tier) {
        Fill fill = new Fill(backing, query, entry.dependencies(), null, Duration.ZERO, wanted);
        audit.served(
                entry,
                tier,
                wanted,
                new AuditRead(query, fill, entry.dependencies().isOneDocument()));
    }

    @Override
    public QueryKey key() {
        return query.key();
    }

    @Override
    public Loaded load(long asof) throws PortException {
        Loaded loaded = fill.load(asof);
        if (!isUnchanged()) {
            throw new PortException("The caller has changed the query since");
        }
        return loaded;
    }

    private boolean isUnchanged() throws PortException {
        try {
            return query.isUnchanged();
        } catch (RuntimeException e) {
            throw new PortException("The caller is changing the query", e);
        }
    }

    /**
     * By id, whatever it is. Else a count, or a find of all that matches: with a limit MongoDB may choose which, a distinct gives one
     * of several equal numbers, and an aggregation may add up in any order.
     */
    @Override
    public boolean isDetermined() {
        BsonDocument key = new RawBsonDocument(query.key().bytes());
        String operation = key.getString("op").getValue();
        return ofOneDocument
                || operation.equals("count")
                || (operation.equals("find") && !key.containsKey("limit") && !key.containsKey("skip"));
    }
}
