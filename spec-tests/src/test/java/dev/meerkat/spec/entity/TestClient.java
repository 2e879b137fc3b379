package dev.meerkat.spec.entity;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.slf4j.LoggerFactory;

/**
 * A client of a case.
 *
 * @param driver the driver's own
 * @param handle what the case works with: the driver's own, or the wrapped one
 * @param log what it was seen to do
 * @param pool what its pool was seen to do
 * @param observed the names of the events that the case looks at
 */
public record TestClient(MongoClient driver, MongoClient handle, EventLog log, PoolLog pool, Set<String> observed) {

    /**
     * Returns when the server has done what was sent to it without wanting an answer. A server does one command of a connection
     * after the other, and the driver's pool gives out the connection that was used last.
     */
    public void awaitUnanswered() {
        try {
            driver.getDatabase("admin").runCommand(new BsonDocument("ping", new BsonInt32(1)));
        } catch (MongoException | IllegalStateException closedOrBroken) {
            LoggerFactory.getLogger(TestClient.class).debug("A client could not be waited for.", closedOrBroken);
        }
    }
}
