package dev.meerkat.changes;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.client.MongoCluster;
import com.mongodb.client.MongoDatabase;
import org.bson.BsonDocument;
import org.bson.BsonInt32;

/**
 * What a MongoDB server says of itself. It is asked by {@code hello}, and where it doesn't know that, by {@code isMaster}: servers
 * of the 4.2 line know the new name from 4.2.10 on.
 */
public final class Hello {

    private static final int COMMAND_NOT_FOUND = 59;

    private Hello() {}

    /**
     * Asks.
     *
     * @param client of the deployment that is asked
     * @return the answer
     * @throws MongoException where it doesn't answer
     */
    public static BsonDocument of(MongoCluster client) {
        MongoDatabase admin = client.getDatabase("admin");
        try {
            return ask(admin, "hello");
        } catch (MongoCommandException e) {
            if (e.getErrorCode() != COMMAND_NOT_FOUND) {
                throw e;
            }
            return ask(admin, "isMaster");
        }
    }

    private static BsonDocument ask(MongoDatabase admin, String command) {
        return admin.runCommand(new BsonDocument(command, new BsonInt32(1)), BsonDocument.class);
    }
}
