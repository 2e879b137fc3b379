package dev.meerkat.changes;

import com.mongodb.MongoException;
import com.mongodb.ReadPreference;
import com.mongodb.client.MongoDatabase;
import dev.meerkat.cache.ClusterTime;
import dev.meerkat.cache.spi.ClusterClock;
import dev.meerkat.cache.spi.PortException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;

/**
 * Notes through a linearizable read of the lease document: a primary that was deposed without knowing can't answer it, and
 * in an idle cluster the no-op that it writes moves the watermark on (MongoDB manual, "Read Concern linearizable").
 */
public final class MongoClusterClock implements ClusterClock {

    private final MongoDatabase database;
    private final String collection;
    private final String id;

    /**
     * Asks nothing yet.
     *
     * @param database {@code staticAssetDb}
     * @param collection of the lease document
     * @param id of the lease document
     */
    public MongoClusterClock(MongoDatabase database, String collection, String id) {
        this.database = database;
        this.collection = collection;
        this.id = id;
    }

    @Override
    public long note(Duration deadline) throws PortException {
        BsonDocument find = new BsonDocument("find", new BsonString(collection))
                .append("filter", new BsonDocument("_id", new BsonString(id)))
                .append("limit", new BsonInt32(1))
                .append("singleBatch", org.bson.BsonBoolean.TRUE)
                .append("readConcern", new BsonDocument("level", new BsonString("linearizable")));
        try {
            BsonDocument reply = database.withTimeout(Math.max(1, deadline.toMillis()), TimeUnit.MILLISECONDS)
                    .runCommand(find, ReadPreference.primary(), BsonDocument.class);
            if (!reply.containsKey("operationTime")) {
                throw new PortException("the server reports no operationTime: it is not a member of a replica set");
            }
            return ClusterTime.of(reply.getTimestamp("operationTime"));
        } catch (MongoException | IllegalStateException e) {
            throw new PortException("no linearizable read: " + e.getMessage(), e);
        }
    }
}
