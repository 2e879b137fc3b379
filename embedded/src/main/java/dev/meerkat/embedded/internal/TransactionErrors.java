package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Set;

/** Which errors tell a client that its transaction as a whole may be tried again. */
final class TransactionErrors {

    static final String TRANSIENT = "TransientTransactionError";

    private static final int NO_SUCH_TRANSACTION = 251;

    /** WriteConflict, LockTimeout, SnapshotTooOld, SnapshotUnavailable, PreparedTransactionInProgress. */
    private static final Set<Integer> CONFLICTS = Set.of(112, 24, 239, 246, 267);

    /** Those after which a driver repeats a write: the network, a change of the primary, a shutdown. */
    private static final Set<Integer> RETRIABLE = Set.of(6, 7, 89, 91, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436);

    private TransactionErrors() {}

    static CommandException writeConflict() {
        return CommandException.of(
                112,
                "WriteConflict",
                "WriteConflict error: this operation conflicted with another operation. Please retry your operation or"
                        + " multi-document transaction.");
    }

    /** Answers a command whose time was over before the transaction ended that it waited for. */
    static CommandException timeout() {
        return CommandException.of(50, "MaxTimeMSExpired", "operation exceeded time limit");
    }

    /** Adds the label to an error reply of a command in a transaction, where it belongs. */
    static Document labelled(Document reply, Call call) {
        if (TransactionRules.inTransaction(call)
                && !reply.containsKey("errorLabels")
                && reply.get("code") instanceof Integer code
                && isTransient(code, TransactionRules.isEnd(call))) {
            reply.put("errorLabels", List.of(TRANSIENT));
        }
        return reply;
    }

    private static boolean isTransient(int code, boolean end) {
        return code == NO_SUCH_TRANSACTION || CONFLICTS.contains(code) || (!end && RETRIABLE.contains(code));
    }
}
