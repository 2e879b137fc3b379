package dev.meerkat.changes;

import dev.meerkat.cache.Namespace;
import dev.meerkat.cache.spi.ClusterClock;
import dev.meerkat.cache.spi.ClusterClockContract;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterEach;

class MongoClusterClockTest extends ClusterClockContract {

    private static final Namespace SOMEWHERE = new Namespace("contract_clock", "writes");

    private final ClusterFixture cluster = new ClusterFixture();

    @AfterEach
    void close() {
        cluster.close();
    }

    @Override
    protected ClusterClock clock() {
        return new MongoClusterClock(cluster.client().getDatabase("metadata"), "meerkat.leases", "watcher");
    }

    @Override
    protected long write() {
        return cluster.write(SOMEWHERE, (session, collection) -> collection.insertOne(session, new BsonDocument()));
    }

    @Override
    protected void losePrimary() {
        cluster.server().close();
    }
}
