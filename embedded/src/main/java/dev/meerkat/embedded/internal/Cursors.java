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

        /** A reply to this getMore. May throw {@link AwaitedData.NothingYet}. */
        Document more(long id, Arguments getMore);

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

    /** The open cursor's next batch. */
    Document more(long id, String namespace, Arguments getMore) {
        Open cursor = open.get(id);
        if (cursor == null) {
            throw notFound(id);
        }
        if (!cursor.source.namespace().equals(namespace)) {
            throw CommandException.of(
                    13,
                    "Unauthorized",
                    "Requested getMore on namespace '" + namespace + "', but cursor belongs to a different namespace "
                            + cursor.source.namespace());
        }
        cursor.usedAt[0] = System.nanoTime();
        Document reply;
        try {
            reply = cursor.source.more(id, getMore);
        } catch (CommandException e) {
            open.remove(id);
            throw e;
        }
        closeIfExhausted(id, reply);
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

    static CommandException notFound(long id) {
        return CommandException.of(43, "CursorNotFound", "cursor id " + id + " not found");
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

    int size() {
        return open.size();
    }
}
