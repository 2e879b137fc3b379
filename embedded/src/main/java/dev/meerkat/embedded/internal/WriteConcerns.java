package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.Document;
import org.jspecify.annotations.Nullable;

/** Write concerns that one member can't satisfy: the write is done, and its reply says that it isn't confirmed. */
final class WriteConcerns {

    private WriteConcerns() {}

    /** Adds the error to the reply, if the command's write concern makes one. */
    static Document check(Call call, Document reply) {
        Document concern = call.arguments().optionalDocument("writeConcern");
        Document error = concern == null ? null : error(concern.get("w"));
        if (error != null) {
            reply.put("writeConcernError", error);
        }
        return reply;
    }

    private static @Nullable Document error(@Nullable Object w) {
        if (w instanceof Number members && members.intValue() > 1) {
            return error(100, "Not enough data-bearing nodes");
        }
        if (w instanceof String mode && !mode.equals("majority")) {
            return error(79, "No write concern mode named '" + mode + "' found in replica set configuration");
        }
        return null;
    }

    private static Document error(int code, String message) {
        return new Document("code", code)
                .append("codeName", ErrorCodes.name(code))
                .append("errmsg", message);
    }
}
