package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.Document;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The last write of every session with its answer: a driver that repeats it gets the answer, not a second write. */
final class RetryableWrites {

    private static final int SESSIONS = 10_000;

    private record Done(long number, Document reply) {}

    private final Map<UUID, Done> lastOfSession = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Done> eldest) {
            return size() > SESSIONS;
        }
    };

    /** The answer given before to the session's write of this number; null if it is a new one. */
    @Nullable
    Document repeated(UUID session, long number) {
        Done done = lastOfSession.get(session);
        if (done == null || done.number < number) {
            return null;
        }
        if (done.number > number) {
            throw CommandException.of(
                    225,
                    "TransactionTooOld",
                    "Cannot start transaction " + number + " on session " + session + " because a newer transaction "
                            + done.number + " has already started");
        }
        return done.reply.cloneDeeply();
    }

    void remember(UUID session, long number, Document reply) {
        lastOfSession.put(session, new Done(number, reply.cloneDeeply()));
    }

    void forget(UUID session) {
        lastOfSession.remove(session);
    }
}
