package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.Document;
import io.netty.util.concurrent.EventExecutor;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Runs every command as what it is: a statement of a transaction, its end, a retryable write, or none of them. A
 * transaction ends when it is committed or aborted, when one of its statements fails, when its session ends or begins
 * another number, or when its time is up.
 */
final class Transactions {

    static final long DEFAULT_LIFETIME_SECONDS = 60;

    private final EventExecutor loop;
    private final Isolation isolation;
    private final TransactionCursors cursors;
    private final boolean standalone;
    private final LogicalSessions sessions = new LogicalSessions();
    private final BlockedCommands blocked;
    private long lifetimeSeconds = DEFAULT_LIFETIME_SECONDS;
    private boolean oneEnded;

    Transactions(EventExecutor loop, Isolation isolation, Cursors cursors, boolean standalone) {
        this.loop = loop;
        this.isolation = isolation;
        this.cursors = new TransactionCursors(cursors);
        this.blocked = new BlockedCommands(loop);
        this.standalone = standalone;
    }

    /** @throws WriteConflict if it is in no transaction and must wait for the end of one */
    Document run(Call call, Command command) {
        Long number = TransactionRules.number(call);
        UUID id = call.session();
        if (number == null || id == null) {
            cursors.check(call, null);
            return isolation.runAlone(() -> command.run(call));
        }
        if (standalone) {
            throw CommandException.of(
                    20, "IllegalOperation", "Transaction numbers are only allowed on a replica set member or mongos");
        }
        if (call.inTransaction()) {
            TransactionRules.checkStatement(call);
            return inTransaction(sessions.get(id), number, call, command);
        }
        TransactionRules.checkRetryable(call);
        return retryable(sessions.get(id), number, call, command);
    }

    private Document retryable(LogicalSession session, long number, Call call, Command command) {
        if (session.isNew(number)) {
            abortOpen(session);
            session.next(number);
        }
        RetryableWrite write = session.write();
        var before = write.remembered();
        try {
            return isolation.runAlone(() -> command.run(call.retryable(write)));
        } catch (WriteConflict e) {
            write.restore(before);
            throw e;
        }
    }

    private Document inTransaction(LogicalSession session, long number, Call call, Command command) {
        boolean isNew = session.isNew(number);
        if (call.arguments().has("startTransaction")) {
            if (!isNew) {
                throw CommandException.of(
                        117,
                        "ConflictingOperationInProgress",
                        "Only servers in a sharded cluster can start a new transaction at the active transaction"
                                + " number");
            }
            abortOpen(session);
            session.next(number);
            session.begin(begin(session.id(), number));
        }
        Transaction transaction = session.begun(number);
        return switch (call.command()) {
            case "committransaction" -> commit(transaction);
            case "aborttransaction" -> abort(transaction);
            default -> statement(transaction, call, command);
        };
    }

    private Transaction begin(UUID session, long number) {
        Transaction transaction = new Transaction(session, number, isolation.begin());
        transaction.expires(loop.schedule(() -> expire(transaction), lifetimeSeconds, TimeUnit.SECONDS));
        return transaction;
    }

    private Document statement(Transaction transaction, Call call, Command command) {
        UnitOfWork work = transaction.work();
        cursors.check(call, transaction);
        boolean done = false;
        try {
            Document reply = isolation.runIn(work, () -> command.run(call));
            done = !reply.containsKey("writeErrors");
            cursors.note(transaction, reply);
            return reply;
        } catch (WriteConflict e) {
            throw e.toError();
        } finally {
            if (!done) {
                abortIfOpen(transaction);
            }
        }
    }

    private Document commit(Transaction transaction) {
        if (transaction.state() != Transaction.State.COMMITTED) {
            UnitOfWork work = transaction.work();
            isolation.commit(work, transaction.session(), transaction.number());
            end(transaction, Transaction.State.COMMITTED);
        }
        return Command.ok();
    }

    private Document abort(Transaction transaction) {
        isolation.abort(transaction.work());
        end(transaction, Transaction.State.ABORTED);
        return Command.ok();
    }

    private void abortOpen(LogicalSession session) {
        if (session.transaction() != null) {
            abortIfOpen(session.transaction());
        }
    }

    private void abortIfOpen(Transaction transaction) {
        if (transaction.state() == Transaction.State.OPEN) {
            abort(transaction);
        }
    }

    private void end(Transaction transaction, Transaction.State how) {
        transaction.end(how);
        cursors.close(transaction);
        oneEnded = true;
    }

    private void expire(Transaction transaction) {
        abortIfOpen(transaction);
        retryBlocked();
    }

    /** Keeps a command that must wait; see {@link BlockedCommands#add}. */
    void block(Call call, BooleanSupplier attempt, Consumer<CommandException> giveUp) {
        blocked.add(call, attempt, giveUp);
    }

    /** Runs the waiting commands again if a transaction has ended. */
    void retryBlocked() {
        if (oneEnded) {
            oneEnded = false;
            blocked.retry();
        }
    }

    /** How long transactions may take that begin from now on; returns how long it was. */
    long lifetimeSeconds(long seconds) {
        long before = lifetimeSeconds;
        lifetimeSeconds = seconds;
        return before;
    }

    /** Ends a session: an open transaction is aborted. */
    void endSession(UUID id) {
        LogicalSession session = sessions.forget(id);
        if (session != null) {
            abortOpen(session);
        }
    }

    /** Aborts the open transactions of all sessions. */
    void abortAll() {
        sessions.all().forEach(this::abortOpen);
    }

    /** Forgets the sessions that were not used for so long that they have ended. */
    void forgetIdleSessions() {
        sessions.forgetIdle(TimeUnit.MINUTES.toNanos(SessionCommands.TIMEOUT_MINUTES));
    }
}
