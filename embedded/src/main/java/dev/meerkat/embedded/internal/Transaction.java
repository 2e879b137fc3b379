package dev.meerkat.embedded.internal;

import io.netty.util.concurrent.Future;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A transaction of a session, open or ended. */
final class Transaction {

    enum State {
        OPEN,
        COMMITTED,
        ABORTED
    }

    private final UUID session;
    private final long number;
    private @Nullable UnitOfWork work;
    private State state = State.OPEN;
    private @Nullable Future<?> expiry;

    Transaction(UUID session, long number, UnitOfWork work) {
        this.session = session;
        this.number = number;
        this.work = work;
    }

    UUID session() {
        return session;
    }

    long number() {
        return number;
    }

    State state() {
        return state;
    }

    /** Its writes; only an open transaction has them. */
    UnitOfWork work() {
        if (state == State.ABORTED) {
            throw CommandException.of(251, "NoSuchTransaction", "Transaction " + number + " has been aborted.");
        }
        if (work == null) {
            throw CommandException.of(256, "TransactionCommitted", "Transaction " + number + " has been committed.");
        }
        return work;
    }

    void expires(Future<?> timer) {
        expiry = timer;
    }

    void end(State how) {
        state = how;
        work = null;
        if (expiry != null) {
            expiry.cancel(false);
        }
    }
}
