package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.Document;

/** Write concerns that one node can't satisfy: what was written stays, and the reply says so. */
final class WriteConcerns {

    private static final int NODES = 1;

    private WriteConcerns() {}

    /** The reply, with an error in it where the command asked for more than there is. */
    static Document judge(Arguments arguments, Document reply) {
        Document concern = arguments.optionalDocument("writeConcern");
        if (concern == null || !(reply.get("ok") instanceof Number ok && ok.doubleValue() == 1)) {
            return reply;
        }
        Object w = concern.get("w");
        if (w instanceof Number nodes && nodes.intValue() > NODES) {
            return with(reply, 100, "UnsatisfiableWriteConcern", "Not enough data-bearing nodes");
        }
        return w instanceof String tag && !tag.equals("majority")
                ? with(
                        reply,
                        79,
                        "UnknownReplWriteConcern",
                        "No write concern mode named '" + tag + "' found in replica set configuration")
                : reply;
    }

    private static Document with(Document reply, int code, String name, String message) {
        Document error = new Document("code", code).append("codeName", name).append("errmsg", message);
        return reply.clone().append("writeConcernError", error);
    }
}
