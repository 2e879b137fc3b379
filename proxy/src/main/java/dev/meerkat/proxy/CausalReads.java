package dev.meerkat.proxy;

import com.mongodb.MongoCommandException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCluster;
import dev.meerkat.cache.CausalPast;
import dev.meerkat.cache.ClusterTime;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads from MongoDB, past the cache, that are part of a chain of reads and writes. */
final class CausalReads {

    private static final Logger LOG = LoggerFactory.getLogger(CausalReads.class);
    private static final int INVALID_OPTIONS = 72;

    private CausalReads() {}

    /**
     * Reads what shows all that was seen before, in a causally consistent session, and takes note of what it has seen. A past
     * that MongoDB has not come to is of another deployment, or made up: then the read goes out without it.
     */
    static <V extends @Nullable Object> V read(MongoCluster client, CausalPast past, OwnRead<V> own) {
        ClientSession session = Sessions.after(client, past.time());
        boolean kept = false;
        try {
            V result = own.in(session);
            past.advance(Sessions.operationTime(session, ClusterTime.NONE));
            kept = result instanceof SessionCursor<?>;
            return result;
        } catch (MongoCommandException e) {
            if (e.getErrorCode() != INVALID_OPTIONS || past.time() == ClusterTime.NONE) {
                throw e;
            }
            LOG.debug("MongoDB has not come to what was seen, {}", ClusterTime.toString(past.time()), e);
            return own.in(null);
        } finally {
            if (!kept) {
                session.close();
            }
        }
    }
}
