package dev.meerkat.spec.run;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import dev.meerkat.spec.entity.TestClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;

/**
 * A case's fail points. They are the server's, and would meet the cache's own clients too: so each is bound to the name that
 * the case's clients bear, unless it says otherwise.
 */
final class FailPoints implements AutoCloseable {

    private static final String NAME = "configureFailPoint";
    private static final Set<String> READS = Set.of("find", "aggregate", "distinct", "count", "listCollections");

    private final MongoClient internal;
    private final String appName;
    private final List<BsonDocument> set = new ArrayList<>();

    FailPoints(MongoClient internal, String appName) {
        this.internal = internal;
        this.appName = appName;
    }

    /** Whether there is one that may still act. */
    boolean isActive() {
        return !set.isEmpty();
    }

    /** Whether there is one that acts on some number of reads only. */
    boolean countReads() {
        return set.stream()
                .anyMatch(failPoint -> failPoint.isDocument("mode")
                        && failPoint
                                .getDocument("data", new BsonDocument())
                                .getArray("failCommands", new BsonArray())
                                .stream()
                                .anyMatch(command ->
                                        READS.contains(command.asString().getValue())));
    }

    void set(TestClient client, BsonDocument failPoint) {
        BsonDocument bound = failPoint.clone();
        BsonDocument data = bound.getDocument("data", new BsonDocument());
        if (!data.isEmpty() && !data.containsKey("appName")) {
            data.append("appName", new BsonString(appName));
        }
        client.driver().getDatabase("admin").runCommand(bound);
        set.add(bound);
    }

    @Override
    public void close() {
        for (BsonDocument failPoint : set) {
            BsonDocument off = new BsonDocument(NAME, failPoint.get(NAME)).append("mode", new BsonString("off"));
            try {
                internal.getDatabase("admin").runCommand(off);
            } catch (MongoException e) {
                throw new IllegalStateException("The fail point " + failPoint + " can't be switched off", e);
            }
        }
    }
}
