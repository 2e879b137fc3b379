package dev.meerkat.embedded.internal;

import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The sessions that have numbered a write or a transaction, the latest used last. */
final class LogicalSessions {

    private static final int MOST = 10_000;

    private final Map<UUID, LogicalSession> sessions = new LinkedHashMap<>(16, 0.75f, true);

    /** The session of this id, made up if it is unknown. */
    LogicalSession get(UUID id) {
        LogicalSession session = sessions.computeIfAbsent(id, LogicalSession::new);
        session.usedAt(System.nanoTime());
        while (sessions.size() > MOST && forgetOldest()) {
            // one more than there may be
        }
        return session;
    }

    private boolean forgetOldest() {
        Iterator<LogicalSession> oldestFirst = sessions.values().iterator();
        while (oldestFirst.hasNext()) {
            if (!oldestFirst.next().hasOpenTransaction()) {
                oldestFirst.remove();
                return true;
            }
        }
        return false;
    }

    /** Forgets the sessions that nobody has used for this long. */
    void forgetIdle(long idleNanos) {
        long now = System.nanoTime();
        sessions.values().removeIf(session -> now - session.usedAt() > idleNanos && !session.hasOpenTransaction());
    }

    @Nullable
    LogicalSession forget(UUID id) {
        return sessions.remove(id);
    }

    Collection<LogicalSession> all() {
        return List.copyOf(sessions.values());
    }
}
