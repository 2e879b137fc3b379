package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The open cursors by id. */
final class Cursors {

    /** What a cursor reads from. */
    interface Source {
        /** The namespace that replies name. */
        String namespace();

        /** The reply with the next batch; null if there is nothing yet. */
        @Nullable
        Document next(long id, Arguments getMore);

        /** The reply with an empty batch. */
        Document nothing(long id);

        /** How long a getMore waits while there is nothing; 0 for not at all. */
        long waitMillis(Arguments getMore);

        /** Whether there is nothing more to come: the cursor is closed. */
        boolean exhausted();
    }

    private record Open(Source source, @Nullable UUID session, long[] usedAt) {}

    private final Map<Long, Open> open = new HashMap<>();
    private final AwaitedData awaited;

    Cursors(AwaitedData awaited) {
        this.awaited = awaited;
    }

    long add(Source source, @Nullable UUID session) {
        long id = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
        open.put(id, new Open(source, session, new long[] {System.nanoTime()}));
        return id;
    }

    /** The open cursor's next batch; throws {@link AwaitedData.NothingYet} where that may be waited for. */
    Document more(long id, String namespace, Arguments getMore) {
        Source source = find(id).source;
        if (!source.namespace().equals(namespace)) {
            throw CommandException.of(
                    13,
                    "Unauthorized",
                    "Requested getMore on namespace '" + namespace + "', but cursor belongs to a different namespace "
                            + source.namespace());
        }
        Document reply = attempt(id, getMore);
        if (reply != null) {
            return reply;
        }
        long wait = source.waitMillis(getMore);
        if (wait <= 0) {
            return source.nothing(id);
        }
        throw new AwaitedData.NothingYet(
                id, wait, () -> attempt(id, getMore), () -> find(id).source.nothing(id));
    }

    private Open find(long id) {
        Open cursor = open.get(id);
        if (cursor == null) {
            throw CommandException.of(43, "CursorNotFound", "cursor id " + id + " not found");
        }
        cursor.usedAt[0] = System.nanoTime();
        return cursor;
    }

    /** A cursor that fails is closed. */
    private @Nullable Document attempt(long id, Arguments getMore) {
        Source source = find(id).source;
        Document reply;
        try {
            reply = source.next(id, getMore);
        } catch (RuntimeException e) {
            open.remove(id);
            throw e;
        }
        if (reply != null) {
            closeIfExhausted(id, reply);
        }
        return reply;
    }

    /** Drops a cursor that has nothing more to give, and says so in its reply. */
    void closeIfExhausted(long id, Document reply) {
        Open cursor = open.get(id);
        if (cursor != null && cursor.source.exhausted()) {
            open.remove(id);
            if (reply.get("cursor") instanceof Document inner) {
                inner.put("id", 0L);
            }
        }
    }

    boolean isOpen(long id) {
        return open.containsKey(id);
    }

    boolean kill(long id) {
        boolean there = open.remove(id) != null;
        awaited.cursorKilled(id);
        return there;
    }

    /** Kills all cursors; returns how many there were. */
    int killAll() {
        List<Long> ids = new ArrayList<>(open.keySet());
        ids.forEach(this::kill);
        return ids.size();
    }

    void killOf(UUID session) {
        List<Long> ids = new ArrayList<>();
        open.forEach((id, cursor) -> {
            if (session.equals(cursor.session)) {
                ids.add(id);
            }
        });
        ids.forEach(this::kill);
    }

    /** Closes the cursors that nobody has read from for this long. */
    void closeIdle(long idleNanos) {
        long now = System.nanoTime();
        open.values().removeIf(cursor -> now - cursor.usedAt[0] > idleNanos);
    }
}
