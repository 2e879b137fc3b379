package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.Document;
import java.util.UUID;

/** Logical sessions. Any id that a client makes up is a session; ending one closes its cursors and its transaction. */
final class SessionCommands {

    static final int TIMEOUT_MINUTES = 30;

    private static final String LIFETIME = "transactionLifetimeLimitSeconds";

    private final Cursors cursors;
    private final Transactions transactions;

    SessionCommands(Cursors cursors, Transactions transactions) {
        this.cursors = cursors;
        this.transactions = transactions;
    }

    void register(CommandDispatcher commands) {
        commands.register(
                "startSession",
                call -> Command.ok()
                        .append("id", new Document("id", UUID.randomUUID()))
                        .append("timeoutMinutes", TIMEOUT_MINUTES));
        commands.register("refreshSessions", call -> Command.ok());
        commands.register("endSessions", this::end);
        commands.register("killSessions", this::end);
        commands.register("killAllSessions", this::killAll);
        commands.register("abortTransaction", SessionCommands::noTransaction);
        commands.register("commitTransaction", SessionCommands::noTransaction);
        commands.register("setParameter", this::setParameter);
    }

    private Document end(Call call) {
        for (Document session : call.arguments().documents(call.request().command())) {
            if (session.get("id") instanceof UUID id) {
                cursors.killOf(id);
                transactions.endSession(id);
            }
        }
        return Command.ok();
    }

    private Document killAll(Call call) {
        transactions.abortAll();
        cursors.killAll();
        return Command.ok();
    }

    private static Document noTransaction(Call call) {
        throw CommandException.of(
                125,
                "CommandFailed",
                call.request().command()
                        + " must be run within a transaction: give lsid, txnNumber and autocommit: false");
    }

    private Document setParameter(Call call) {
        if (!call.arguments().has(LIFETIME)) {
            throw CommandException.of(
                    72, "InvalidOptions", "The embedded MongoDB has no such parameter; it has " + LIFETIME);
        }
        long seconds = call.arguments().number(LIFETIME, 0);
        if (seconds < 1) {
            throw CommandException.badValue(LIFETIME + " must be greater than or equal to 1");
        }
        return Command.ok().append("was", (int) transactions.lifetimeSeconds(seconds));
    }
}
