package dev.meerkat.spec.operation;

import com.mongodb.client.MongoClient;
import dev.meerkat.spec.entity.Entities;
import dev.meerkat.spec.entity.TestClient;
import dev.meerkat.spec.match.ValueMatcher;
import org.bson.BsonDocument;

/** What operations see of the case that they are of. */
public interface Scene {

    Entities entities();

    /** A client of the runner's own, never wrapped and never looked at. */
    MongoClient internal();

    /** Whether the case's clients are wrapped: then reads may send no commands. */
    boolean isWrapped();

    ValueMatcher values();

    /** Does another operation of the case, with what it expects. */
    void perform(BsonDocument operation);

    /** Makes another entity. */
    void create(BsonDocument entity);

    /** Sets a fail point, until the case's end at most. */
    void failPoint(TestClient client, BsonDocument failPoint);
}
