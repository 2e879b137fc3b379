package dev.meerkat.embedded.internal;

/**
 * A write met one of an open transaction, or one that was committed after its own transaction began. Nothing of the
 * command that threw it remains.
 */
final class WriteConflict extends RuntimeException {

    private static final long serialVersionUID = 1L;

    WriteConflict() {
        super("WriteConflict", null, false, false);
    }

    /** What a client gets whose transaction it ends. */
    CommandException toError() {
        return CommandException.of(
                112,
                "WriteConflict",
                "WriteConflict error: this operation conflicted with another operation. Please retry your operation or"
                        + " multi-document transaction.");
    }
}
