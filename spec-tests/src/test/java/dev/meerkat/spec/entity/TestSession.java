package dev.meerkat.spec.entity;

import com.mongodb.client.ClientSession;
import org.bson.BsonDocument;

/**
 * A session of a case.
 *
 * @param session what the case works with
 * @param id its logical session id, also after its end
 * @param client where it comes from
 */
public record TestSession(ClientSession session, BsonDocument id, TestClient client) {}
