package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.Document;
import java.util.UUID;

/** Logical sessions. Any id that a client makes up is a session; ending one closes its cursors. */
final class SessionCommands {

    static final int TIMEOUT_MINUTES = 30;

    private final Cursors cursors;
    private final RetryableWrites retryableWrites;

    SessionCommands(Cursors cursors, RetryableWrites retryableWrites) {
        this.cursors = cursors;
        this.retryableWrites = retryableWrites;
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
        commands.register("abortTransaction", SessionCommands::noTransaction);
        commands.register("commitTransaction", SessionCommands::noTransaction);
    }

    private Document end(Call call) {
        for (Document session : call.arguments().documents(call.request().command())) {
            if (session.get("id") instanceof UUID id) {
                cursors.killOf(id);
                retryableWrites.forget(id);
            }
        }
        return Command.ok();
    }

    private static Document noTransaction(Call call) {
        throw CommandException.of(
                251,
                "NoSuchTransaction",
                "Given transaction number does not match any in-progress"
                        + " transactions: the embedded MongoDB starts none");
    }
}
