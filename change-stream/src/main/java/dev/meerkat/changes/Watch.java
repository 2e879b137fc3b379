package dev.meerkat.changes;

import dev.meerkat.cache.Backoff;
import dev.meerkat.cache.ClusterTime;
import dev.meerkat.cache.Invalidation;
import dev.meerkat.cache.log.LogWriter;
import dev.meerkat.cache.log.Progress;
import dev.meerkat.cache.spi.Checkpoint;
import dev.meerkat.cache.spi.EventSource;
import dev.meerkat.cache.spi.HistoryLostException;
import dev.meerkat.cache.spi.LogRefusedException;
import dev.meerkat.cache.spi.PortException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One term's watch: open the stream, then batch after batch into the log, for ever. One step runs at a time, each schedules
 * the next. What fails is tried again after a growing pause; the batch in hand is kept until it is appended.
 *
 * <p>W comes from the batch's token, or from its last event where there is none, never from a reply's operation time. When
 * the stream can't be resumed, nothing is known up to a fresh note C: the stream begins at C and a record says so.
 * An event that can't be understood is a lost one: it can stop nothing but what was cached before it.
 */
final class Watch {

    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    private final Watcher.World world;
    private final long term;
    private final LogWriter writer;
    private final Backoff backoff;
    private final CountDownLatch closed = new CountDownLatch(1);
    private boolean started;
    private @Nullable BsonDocument token;
    private EventSource.@Nullable Cursor cursor;
    private volatile boolean ended;
    private volatile boolean open;
    private volatile @Nullable Progress progress;

    Watch(Watcher.World world, long term, @Nullable Checkpoint from) {
        this.world = world;
        this.term = term;
        this.writer = new LogWriter(
                world.log(),
                term,
                from == null ? null : from.record(),
                from == null ? ClusterTime.NONE : from.watermark(),
                world.follower());
        this.token = from == null ? null : from.resumeToken();
        this.backoff = new Backoff(world.random(), world.times().heartbeat());
        this.progress = new Progress(from, world.ticker().nanoTime());
    }

    void begin() {
        world.scheduler().schedule(Duration.ZERO, this::step);
    }

    void end() {
        ended = true;
    }

    @Nullable
    Progress progress() {
        return progress;
    }

    boolean awaitEnd(Duration timeout) throws InterruptedException {
        return closed.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    boolean isOpen() {
        return open && !ended;
    }

    private void step() {
        if (ended) {
            closeCursor();
            closed.countDown();
            return;
        }
        Duration pause = Duration.ZERO;
        try {
            writer.flush();
            advance();
            backoff.succeeded();
        } catch (LogRefusedException e) {
            LOG.info("Term {} has ended: {}.", term, e.getMessage());
            ended = true;
            progress = null;
        } catch (PortException e) {
            LOG.debug("The watch of term {} pauses: {}", term, e.getMessage(), e);
            pause = backoff.afterFailure();
        } catch (RuntimeException e) {
            LOG.error("The watch of term {} failed unexpectedly: all that is cached until now is given up.", term, e);
            closeCursor();
            token = null;
            pause = backoff.afterFailure();
        }
        world.scheduler().schedule(pause, this::step);
    }

    private void advance() throws PortException {
        EventSource.Cursor stream = cursor == null ? openStream() : cursor;
        EventSource.Batch batch;
        try {
            batch = stream.next(world.times().heartbeat());
        } catch (HistoryLostException e) {
            closeCursor();
            forget(e);
            return;
        } catch (PortException e) {
            closeCursor();
            throw e;
        }
        append(batch);
    }

    private EventSource.Cursor openStream() throws PortException {
        EventSource.Cursor stream;
        if (token == null) {
            long note = world.clock().note(world.times().patience());
            stream = world.source().startAt(note);
            use(stream);
            started = true;
            writer.start(note);
        } else {
            try {
                stream = world.source().resumeAfter(token);
            } catch (HistoryLostException e) {
                forget(e);
                return openStream();
            }
            use(stream);
            if (!started) {
                started = true;
                writer.start(ClusterTime.NONE);
            }
        }
        return stream;
    }

    private void use(EventSource.Cursor stream) {
        cursor = stream;
        open = true;
    }

    private void forget(HistoryLostException e) {
        LOG.warn("The change stream can't be resumed ({}): all that is cached until now is given up.", e.getMessage());
        token = null;
    }

    private void append(EventSource.Batch batch) throws PortException {
        world.received().add(batch.events().size());
        List<Invalidation> raised = new ArrayList<>();
        for (BsonDocument event : batch.events()) {
            raised.addAll(world.events().invalidations(event));
        }
        long before = writer.watermark();
        BsonDocument next = batch.resumeToken();
        long watermark = watermark(batch);
        if (next != null) {
            token = next;
        }
        writer.append(raised, watermark);
        appended(ClusterTime.isAfter(writer.watermark(), before));
    }

    private static long watermark(EventSource.Batch batch) {
        BsonDocument resumeToken = batch.resumeToken();
        long watermark = resumeToken == null ? ClusterTime.NONE : ResumeTokens.clusterTime(resumeToken);
        if (watermark == ClusterTime.NONE && !batch.events().isEmpty()) {
            watermark = ChangeEvents.time(batch.events().get(batch.events().size() - 1));
        }
        return watermark;
    }

    private void appended(boolean risen) {
        Progress before = progress;
        long risenAt = risen || before == null ? world.ticker().nanoTime() : before.risenAtNanos();
        Checkpoint checkpoint = token == null ? null : new Checkpoint(token, writer.watermark(), writer.last());
        progress = new Progress(checkpoint, risenAt);
    }

    private void closeCursor() {
        EventSource.Cursor stream = cursor;
        cursor = null;
        open = false;
        if (stream != null) {
            stream.close();
        }
    }
}
