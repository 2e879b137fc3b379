package dev.meerkat.proxy;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import dev.meerkat.cache.QueryKey;
import org.bson.RawBsonDocument;

/**
 * One read at its terminal call: rendered once, into its key; the read that fills the cache asks what the key says, so that
 * a filter that changes meanwhile can't put a wrong answer under it. Used by one thread.
 */
interface Query {

    /** What stands for the read in this process. Throws whatever rendering throws. */
    Object nearKey();

    /** All that tells this read from another. */
    QueryKey key();

    /** What it reads, or why it is never cached. */
    Analysis analyse();

    /** The caller's own limit in milliseconds; 0 where there is none. */
    long maxTimeMillis();

    /**
     * Reads MongoDB.
     *
     * @param raw the collection, with the read concern, read preference and deadline to be used
     * @param session whose causal past the result must include
     * @param into takes the result's documents
     */
    void load(MongoCollection<RawBsonDocument> raw, ClientSession session, ResultBuffer into);

    /**
     * Reads which documents the result is made of, each by a document that has its {@code _id}. Asked only of queries
     * whose {@link Analysis#narrowing} has a selection.
     *
     * @param most how many are enough
     * @param into takes them
     */
    default void loadInputs(MongoCollection<RawBsonDocument> raw, ClientSession session, int most, ResultBuffer into) {
        throw new UnsupportedOperationException("its documents are not chosen first");
    }

    /** Whether the key is still what rendering makes of the caller's objects, which are theirs to change once they have been answered. */
    boolean isUnchanged();
}
