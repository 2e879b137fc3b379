package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Set;

/**
 * The labels that a server of version 4.2 puts on errors by itself: TransientTransactionError, and only inside of a
 * transaction. (RetryableWriteError comes from servers of 4.4 on; against this one the driver adds it by itself.)
 */
final class ErrorLabels {

    static final String FIELD = "errorLabels";

    private static final String TRANSIENT = "TransientTransactionError";
    private static final int NO_SUCH_TRANSACTION = 251;

    /** Lock timeout, write conflict, snapshot unavailable, prepared transaction in progress. */
    private static final Set<Integer> ALWAYS_TRANSIENT = Set.of(24, 112, 246, 267);

    /** What a driver retries: the network broke, the primary changed, the server stops. */
    private static final Set<Integer> RETRYABLE =
            Set.of(6, 7, 89, 91, 134, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436);

    private ErrorLabels() {}

    /** Adds the labels that this error reply has to have, unless it has some. */
    static Document add(Call call, Document reply) {
        if (call.inTransaction()
                && !reply.containsKey(FIELD)
                && reply.get("code") instanceof Number code
                && isTransient(code.intValue(), call.command().equals("committransaction"), reply)) {
            reply.append(FIELD, List.of(TRANSIENT));
        }
        return reply;
    }

    private static boolean isTransient(int code, boolean commit, Document reply) {
        if (ALWAYS_TRANSIENT.contains(code)) {
            return true;
        }
        if (commit) {
            return code == NO_SUCH_TRANSACTION && !reply.containsKey("writeConcernError");
        }
        return code == NO_SUCH_TRANSACTION || RETRYABLE.contains(code);
    }
}
