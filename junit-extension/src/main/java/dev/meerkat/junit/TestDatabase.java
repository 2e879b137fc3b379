package dev.meerkat.junit;

import com.mongodb.ConnectionString;
import com.mongodb.MongoException;
import com.mongodb.client.MongoDatabase;
import java.util.concurrent.TimeUnit;
import org.bson.types.ObjectId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A database that was not there before, and goes. */
final class TestDatabase implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TestDatabase.class);
    private static final long PATIENCE_SECONDS = 10;

    private final TestMongo mongo;
    private final String name;

    /**
     * @param mongo the server
     * @param beginning what its name begins with
     */
    TestDatabase(TestMongo mongo, String beginning) {
        this.mongo = mongo;
        this.name = beginning + "-" + new ObjectId();
    }

    MongoDatabase handle() {
        return mongo.client().getDatabase(name);
    }

    ConnectionString connectionString() {
        return new ConnectionString(DatabaseUri.of(mongo.uri(), name));
    }

    /**
     * Drops it. An embedded server may have been left unable to do so; there the database goes with the server.
     *
     * @throws MongoException if a server that lives on doesn't drop it
     */
    @Override
    public void close() {
        try {
            handle().withTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).drop();
        } catch (MongoException e) {
            if (!mongo.isEmbedded()) {
                throw e;
            }
            LOG.debug("{} was not dropped", name, e);
        }
    }
}
