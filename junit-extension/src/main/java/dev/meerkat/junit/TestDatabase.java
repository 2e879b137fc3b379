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
    private static final long PATIENCE_SECONDS = 30;
    private static final long PATIENCE_SECONDS_EMBEDDED = 2;

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
     * Drops it. An embedded server that a test left hanging goes on; what it didn't drop goes with it.
     *
     * @throws MongoException if a server that lives on doesn't drop it
     */
    @Override
    public void close() {
        long patience = mongo.isEmbedded() ? PATIENCE_SECONDS_EMBEDDED : PATIENCE_SECONDS;
        try {
            handle().withTimeout(patience, TimeUnit.SECONDS).drop();
        } catch (MongoException e) {
            if (!mongo.isEmbedded()) {
                throw e;
            }
            LOG.debug("{} was not dropped", name, e);
            mongo.embedded().control().resume();
        }
    }
}
