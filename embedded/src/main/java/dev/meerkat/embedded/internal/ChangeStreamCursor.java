package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A change stream: a position in the change log, what it watches, and the user's pipeline over every event by itself. It
 * looks at its own entries only. Every batch carries a resume token that stands after all that has happened, unless there
 * is more to give.
 *
 * <p>A stream is lost when an entry of its own is gone before it was given. Others' may go meanwhile: a real server's
 * history is so much longer that there a stream that is read now and then isn't overtaken by them.
 */
final class ChangeStreamCursor implements Cursors.Source {

    private static final int FIRST_BATCH = 101;
    private static final int BATCH_BYTES = 12_000_000;

    private final ChangeLog log;
    private final StreamScope scope;
    private final String namespace;
    private final EventRenderer renderer;
    private final UnaryOperator<List<Document>> pipeline;
    private long position;
    private ResumeToken reached;
    private @Nullable ChangeEntry endedBy;
    private boolean closed;

    ChangeStreamCursor(
            ChangeLog log,
            StreamScope scope,
            String namespace,
            EventRenderer renderer,
            UnaryOperator<List<Document>> pipeline,
            StreamStart start) {
        this.log = log;
        this.scope = scope;
        this.namespace = namespace;
        this.renderer = renderer;
        this.pipeline = pipeline;
        this.position = start.position();
        this.reached = start.reached();
        if (start.after() != null && scope.holds(start.after()) && scope.isEndedBy(start.after())) {
            endedBy = start.after();
        }
    }

    /** The reply to the aggregate that opened the stream: it never waits. */
    Document open(Cursors cursors, @Nullable UUID session, int batchSize) {
        List<Document> batch = next(batchSize < 0 ? FIRST_BATCH : batchSize);
        log.index().opened(scope);
        long id = cursors.add(this, session);
        Document reply = reply("firstBatch", batch, id);
        cursors.closeIfExhausted(id, reply);
        return reply;
    }

    @Override
    public String namespace() {
        return namespace;
    }

    @Override
    public boolean exhausted() {
        return closed;
    }

    @Override
    public @Nullable Document next(long id, Arguments getMore) {
        int batchSize = getMore.integer("batchSize", 0);
        List<Document> batch = next(batchSize <= 0 ? Integer.MAX_VALUE : batchSize);
        return batch.isEmpty() && !closed ? null : reply("nextBatch", batch, id);
    }

    @Override
    public Document nothing(long id) {
        return reply("nextBatch", List.of(), id);
    }

    @Override
    public StreamScope awaits() {
        return scope;
    }

    @Override
    public void close() {
        log.index().closed(scope);
    }

    private Document reply(String field, List<Document> batch, long id) {
        return Command.stream(field, batch, reached.toDocument(), id, namespace);
    }

    private List<Document> next(int most) {
        if (log.index().hasLost(scope, position)) {
            throw historyLost();
        }
        List<Document> batch = new ArrayList<>();
        long bytes = 0;
        while (!closed && !log.isHidden() && batch.size() < most && bytes < BATCH_BYTES) {
            Document event = step();
            if (event == null) {
                break;
            }
            for (Document result : pipeline.apply(List.of(event))) {
                if (!Objects.equals(event.get("_id"), result.get("_id"))) {
                    throw nonResumable(
                            280,
                            "ChangeStreamFatalError",
                            "Encountered an event whose _id field, which contains the resume token, was modified by the"
                                    + " pipeline. Modifying the _id field of an event makes it impossible to resume the"
                                    + " stream from that point. Only transformations that retain the unmodified _id"
                                    + " field are allowed");
                }
                bytes += Bson.size(result);
                batch.add(result);
            }
        }
        return batch;
    }

    /** The next event; null if there is none yet: then the stream has reached all that has happened. */
    private @Nullable Document step() {
        if (endedBy != null) {
            ChangeEntry last = endedBy;
            endedBy = null;
            closed = true;
            reached = last.token().invalidate();
            return renderer.invalidate(last);
        }
        long number = log.index().next(scope, position);
        if (number == ScopeIndex.NONE) {
            if (position < log.next()) {
                position = log.next();
                reachTo(ResumeToken.mark(log.time()));
            }
            return null;
        }
        ChangeEntry entry = log.examine(number);
        position = number + 1;
        reachTo(entry.token());
        if (scope.isEndedBy(entry)) {
            endedBy = entry;
        }
        return renderer.render(entry);
    }

    private void reachTo(ResumeToken token) {
        if (token.compareTo(reached) > 0) {
            reached = token;
        }
    }

    static CommandException historyLost() {
        return nonResumable(
                286,
                "ChangeStreamHistoryLost",
                "Resume of change stream was not possible, as the resume point may no longer be in the oplog.");
    }

    private static CommandException nonResumable(int code, String codeName, String message) {
        return CommandException.of(code, codeName, message).withLabel("NonResumableChangeStreamError");
    }
}
