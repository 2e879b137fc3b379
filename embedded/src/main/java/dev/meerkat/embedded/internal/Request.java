package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.Document;

/**
 * A message from a client.
 *
 * @param legacy came as OP_QUERY, as a driver's first greeting does, and wants OP_REPLY
 * @param oneWay the client waits for no answer (an unacknowledged write)
 */
record Request(int id, boolean legacy, boolean oneWay, String database, Document body) {

    /** The command's name as the client spelled it. */
    String command() {
        return body.isEmpty() ? "" : body.keySet().iterator().next();
    }

    Reply reply(Document document) {
        return new Reply(id, legacy, document);
    }
}
