package dev.meerkat.spec.run;

import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import dev.meerkat.spec.entity.Entities;
import dev.meerkat.spec.match.Mismatch;
import dev.meerkat.spec.match.ValueMatcher;
import dev.meerkat.spec.operation.Arguments;
import dev.meerkat.spec.operation.CollectionCreation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** The collections of a case, seen from outside of it: set before, looked at afterwards. */
final class Stage {

    private static final int NAMESPACE_NOT_FOUND = 26;

    private final MongoClient client;

    /** @param client never wrapped */
    Stage(MongoClient client) {
        this.client = client;
    }

    /** Puts documents into a collection that was dropped before. */
    void set(BsonDocument data, Entities entities) {
        MongoDatabase database =
                client.getDatabase(data.getString("databaseName").getValue());
        String name = data.getString("collectionName").getValue();
        MongoCollection<BsonDocument> collection = database.getCollection(name, BsonDocument.class);
        drop(collection);
        Arguments options =
                new Arguments("createOptions", data.getDocument("createOptions", new BsonDocument()), entities);
        List<BsonDocument> documents = documents(data);
        if (documents.isEmpty() || data.containsKey("createOptions")) {
            database.createCollection(name, CollectionCreation.options(options));
            options.requireAllUsed();
        }
        if (!documents.isEmpty()) {
            collection.insertMany(documents);
        }
    }

    private static void drop(MongoCollection<BsonDocument> collection) {
        try {
            collection.drop();
        } catch (MongoCommandException e) {
            if (e.getErrorCode() != NAMESPACE_NOT_FOUND) {
                throw e;
            }
        }
    }

    private static List<BsonDocument> documents(BsonDocument data) {
        return data.getArray("documents").stream().map(BsonValue::asDocument).toList();
    }

    /** What a collection holds, by id. */
    List<BsonDocument> contents(BsonDocument data) {
        return client.getDatabase(data.getString("databaseName").getValue())
                .getCollection(data.getString("collectionName").getValue(), BsonDocument.class)
                .find()
                .sort(BsonDocument.parse("{_id: 1}"))
                .into(new ArrayList<>());
    }

    /** Throws where a collection doesn't hold this, and won't in a moment: writes may have been sent without an answer. */
    void require(BsonDocument outcome, ValueMatcher values) {
        BsonArray expected = outcome.getArray("documents");
        String name = "outcome of " + outcome.getString("collectionName").getValue();
        try {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(1))
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(10))
                    .ignoreExceptions()
                    .untilAsserted(() -> values.match(expected, new BsonArray(contents(outcome)), name));
        } catch (ConditionTimeoutException e) {
            if (e.getCause() instanceof Mismatch mismatch) {
                throw mismatch;
            }
            throw e;
        }
    }
}
