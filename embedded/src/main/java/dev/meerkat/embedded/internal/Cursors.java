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
        default Document nothing(long id) {
            return Command.cursor("nextBatch", List.of(), id, namespace());
        }

        /** Where a change brings news, while a getMore waits for some; null if it doesn't wait. */
        default @Nullable StreamScope awaits() {
            return null;
        }

        /** Whether there is nothing more to come: the cursor is closed. */
        boolean exhausted();

        /** The cursor is gone. */
        default void close() {}
    }

    private static final class Open {
        private final Source source;
        private final @Nullable UUID session;
        private long usedAt = System.nanoTime();

        Open(Source source, @Nullable UUID session) {
            this.source = source;
            this.session = session;
        }
    }

    /** A getMore that waits for news. */
    private final class Waiting implements AwaitedData.Pending {
        private final long id;
        private final StreamScope scope;
        private final Arguments getMore;

        Waiting(long id, StreamScope scope, Arguments getMore) {
            this.id = id;
            this.scope = scope;
            this.getMore = getMore;
        }

        @Override
        public long cursor() {
            return id;
        }

        @Override
        public StreamScope scope() {
            return scope;
        }

        @Override
        public @Nullable Document attempt() {
            return Cursors.this.attempt(id, getMore);
        }

        @Override
        public Document atDeadline() {
            Document reply = attempt();
            return reply == null ? find(id).source.nothing(id) : reply;
        }

        @Override
        public void abandon() {
            remove(id);
        }
    }

    private static final long DEFAULT_WAIT_MILLIS = 1000;

    private final Map<Long, Open> open = new HashMap<>();
    private final AwaitedData awaited;

    Cursors(AwaitedData awaited) {
        this.awaited = awaited;
    }

    long add(Source source, @Nullable UUID session) {
        long id = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
        open.put(id, new Open(source, session));
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
        if (awaited.isWaiting(id)) {
            throw CommandException.of(12051, "CursorInUse", "cursor id " + id + " is already in use");
        }
        Document reply = attempt(id, getMore);
        if (reply != null) {
            return reply;
        }
        StreamScope scope = source.awaits();
        long wait = getMore.number("maxTimeMS", DEFAULT_WAIT_MILLIS);
        if (scope == null || wait <= 0) {
            return source.nothing(id);
        }
        throw new AwaitedData.NothingYet(new Waiting(id, scope, getMore), wait);
    }

    private Open find(long id) {
        Open cursor = open.get(id);
        if (cursor == null) {
            throw CommandException.of(43, "CursorNotFound", "cursor id " + id + " not found");
        }
        cursor.usedAt = System.nanoTime();
        return cursor;
    }

    /** A cursor that fails is closed. */
    private @Nullable Document attempt(long id, Arguments getMore) {
        Source source = find(id).source;
        Document reply;
        try {
            reply = source.next(id, getMore);
        } catch (RuntimeException e) {
            remove(id);
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
            remove(id);
            if (reply.get("cursor") instanceof Document inner) {
                inner.put("id", 0L);
            }
        }
    }

    boolean isOpen(long id) {
        return open.containsKey(id);
    }

    boolean kill(long id) {
        boolean there = remove(id);
        awaited.cursorKilled(id);
        return there;
    }

    private boolean remove(long id) {
        Open cursor = open.remove(id);
        if (cursor != null) {
            cursor.source.close();
        }
        return cursor != null;
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

    /** Closes the cursors that nobody has read from for this long; one that a getMore waits on is being read. */
    void closeIdle(long idleNanos) {
        long now = System.nanoTime();
        List<Long> ids = new ArrayList<>();
        open.forEach((id, cursor) -> {
            if (now - cursor.usedAt > idleNanos && !awaited.isWaiting(id)) {
                ids.add(id);
            }
        });
        ids.forEach(this::remove);
    }
}
