package dev.meerkat.proxy;

import com.mongodb.ClientSessionOptions;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCluster;
import dev.meerkat.cache.ClusterTime;
import org.bson.BsonTimestamp;
import org.jspecify.annotations.Nullable;

/** The sessions that Meerkat opens for single operations. */
final class Sessions {

    private static final ClientSessionOptions CAUSAL =
            ClientSessionOptions.builder().causallyConsistent(true).build();
    private static final ClientSessionOptions PLAIN =
            ClientSessionOptions.builder().causallyConsistent(false).build();

    private Sessions() {}

    /** For a read at or after this cluster time; {@link ClusterTime#NONE} waits for nothing. */
    static ClientSession after(MongoCluster client, long time) {
        ClientSession session = client.startSession(CAUSAL);
        if (time != ClusterTime.NONE) {
            session.advanceOperationTime(ClusterTime.toTimestamp(time));
        }
        return session;
    }

    /** For a write: only to learn its operation time. */
    static ClientSession plain(MongoCluster client) {
        return client.startSession(PLAIN);
    }

    /** The caller's; the driver refuses null here, and at once. */
    static ClientSession required(@Nullable ClientSession session) {
        if (session == null) {
            throw new IllegalArgumentException("clientSession can not be null");
        }
        return session;
    }

    /** The last reply's operation time, or the other where there is none. */
    static long operationTime(ClientSession session, long otherwise) {
        BsonTimestamp time = session.getOperationTime();
        return time == null ? otherwise : ClusterTime.of(time);
    }
}
