package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.Document;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a server knows of a session: the newest number that it has used, and for what. */
final class LogicalSession {

    /** SHA-256 of nothing: the digest of the name of a user who hasn't logged in. */
    private static final byte[] NOBODY =
            HexFormat.of().parseHex("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");

    private final UUID id;
    private long newest = -1;
    private RetryableWrite write = new RetryableWrite();
    private @Nullable Transaction transaction;
    private long usedAt;

    LogicalSession(UUID id) {
        this.id = id;
    }

    UUID id() {
        return id;
    }

    /** The newest number's transaction, open or ended; null if the number is none or a retryable write's. */
    @Nullable
    Transaction transaction() {
        return transaction;
    }

    boolean hasOpenTransaction() {
        return transaction != null && transaction.state() == Transaction.State.OPEN;
    }

    void usedAt(long nanos) {
        usedAt = nanos;
    }

    long usedAt() {
        return usedAt;
    }

    /** Whether the number was never used before. One that was and isn't the newest is refused. */
    boolean isNew(long number) {
        if (number < newest) {
            throw CommandException.of(
                    225,
                    "TransactionTooOld",
                    "Cannot start transaction " + number + " on session " + id
                            + " because a newer transaction with txnNumber " + newest
                            + " has already started on this session.");
        }
        return number > newest;
    }

    /** Begins a number: its write is a retryable one until {@link #begin} says otherwise. */
    void next(long number) {
        newest = number;
        transaction = null;
        write = new RetryableWrite();
    }

    void begin(Transaction begun) {
        transaction = begun;
    }

    /** The statements of the newest number's write. */
    RetryableWrite write() {
        if (transaction != null) {
            throw CommandException.of(
                    72,
                    "InvalidOptions",
                    "Must specify autocommit=false on all operations of a multi-statement transaction.");
        }
        return write;
    }

    /** The transaction of this number, which must be the newest. */
    Transaction begun(long number) {
        if (isNew(number) || transaction == null) {
            throw CommandException.of(
                    251,
                    "NoSuchTransaction",
                    "Given transaction number " + number + " does not match any in-progress transactions. The active"
                            + " transaction number is " + newest);
        }
        return transaction;
    }

    /** The session as events name it. */
    static Document describe(UUID id) {
        return new Document("id", id).append("uid", new BinData(NOBODY));
    }
}
