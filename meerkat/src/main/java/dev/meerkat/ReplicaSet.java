package dev.meerkat;

import com.mongodb.client.MongoClient;
import java.util.Collections;
import java.util.Objects;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The replica set behind a client, as it describes itself. Immutable.
 *
 * @param hello its answer to {@code hello}
 * @param id what tells it from all others, as far as this user may know: its id where the user may read its configuration,
 *     else its name
 */
record ReplicaSet(BsonDocument hello, String id) {

    private static final Logger LOG = LoggerFactory.getLogger(ReplicaSet.class);

    /**
     * Asks the server.
     *
     * @throws UnavailableException where it is no replica set
     * @throws MeerkatException where it doesn't answer
     */
    static ReplicaSet of(MongoConnection mongo) {
        BsonDocument hello = mongo.hello();
        if (hello.getString("msg", new BsonString("")).getValue().equals("isdbgrid")) {
            throw UnavailableException.sharded(mongo);
        }
        if (!hello.containsKey("setName")) {
            throw UnavailableException.standalone(mongo);
        }
        return new ReplicaSet(hello, id(hello.getString("setName").getValue(), mongo.client()));
    }

    private static String id(String name, MongoClient client) {
        try {
            BsonDocument config = client.getDatabase("admin")
                    .runCommand(new BsonDocument("replSetGetConfig", new BsonInt32(1)), BsonDocument.class);
            return name + "/"
                    + config.getDocument("config")
                            .getDocument("settings")
                            .getObjectId("replicaSetId")
                            .getValue();
        } catch (RuntimeException notAllowedOrNotThere) {
            LOG.debug("The replica set's id can't be read; its name has to do.", notAllowedOrNotThere);
            return name;
        }
    }

    /** Whether this answer to {@code hello} comes from the same replica set, as far as names and hosts tell. */
    boolean isSame(BsonDocument otherHello) {
        BsonArray none = new BsonArray();
        return Objects.equals(hello.get("setName"), otherHello.get("setName"))
                && !Collections.disjoint(hello.getArray("hosts", none), otherHello.getArray("hosts", none));
    }
}
