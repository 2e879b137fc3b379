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
import dev.meerkat.cache.spi.RecordId;
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
 * A stream that doesn't catch up is left for such a new one.
 * An event that can't be understood is a lost one: it can stop nothing but what was cached before it.
 */
final class Watch {

    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    private final Watcher.World world;
    private final long term;
    private final LogWriter writer;
    private final Backoff backoff;
    private final Backlog backlog;
    private final CountDownLatch closed = new CountDownLatch(1);
    private boolean started;
    private @Nullable BsonDocument token;

    /** Where the stream begins as long as there is no token; {@link ClusterTime#NONE}: nothing is known. */
    private long beginning = ClusterTime.NONE;

    private EventSource.@Nullable Cursor cursor;
    private volatile boolean ended;
    private volatile boolean open;
    private volatile @Nullable Progress progress;

    private Watch(
            Watcher.World world, long term, LogWriter writer, @Nullable Checkpoint checkpoint, Duration longestPause) {
        this.world = world;
        this.term = term;
        this.writer = writer;
        this.token = checkpoint == null ? null : checkpoint.resumeToken();
        this.backoff = new Backoff(world.random(), longestPause);
        this.backlog = new Backlog(world.ticker(), world.times());
        this.progress = new Progress(checkpoint, world.ticker().nanoTime());
    }

    /** Goes on behind the checkpoint. */
    static Watch from(Watcher.World world, long term, @Nullable Checkpoint checkpoint) {
        RecordId previous = checkpoint == null ? null : checkpoint.record();
        long watermark = checkpoint == null ? ClusterTime.NONE : checkpoint.watermark();
        return new Watch(
                world,
                term,
                writer(world, term, previous, watermark),
                checkpoint,
                world.times().heartbeat());
    }

    /**
     * Goes on at a cluster time, that time's own events included: whatever is lost lies before it. It pauses for longer
     * after failures than the one watch that all wait for, since there may be one in each process.
     */
    static Watch at(Watcher.World world, long term, long clusterTime) {
        long before = clusterTime == ClusterTime.NONE ? ClusterTime.NONE : clusterTime - 1;
        Watch watch = new Watch(
                world,
                term,
                writer(world, term, null, before),
                null,
                world.times().maxStaleness());
        watch.beginning = clusterTime;
        return watch;
    }

    private static LogWriter writer(Watcher.World world, long term, @Nullable RecordId previous, long watermark) {
        return new LogWriter(world.log(), term, previous, watermark, world.follower());
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
            forget();
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
            throw e; // a pause: what is lost may be lost again at once
        } catch (PortException e) {
            closeCursor();
            throw e;
        }
        append(batch);
        giveUpIfBehind(batch);
    }

    /** A stream that is far behind and falls back is left for one that begins now: what lies between is given up. */
    private void giveUpIfBehind(EventSource.Batch batch) throws PortException {
        if (batch.events().isEmpty()) {
            backlog.isGone();
        } else if (backlog.isDue()
                && backlog.isHopeless(world.clock().note(world.times().patience()), writer.watermark())) {
            LOG.warn("The change stream doesn't catch up: all that is cached until now is given up.");
            closeCursor();
            forget();
            backlog.isGone();
        }
    }

    private EventSource.Cursor openStream() throws PortException {
        if (token == null && beginning == ClusterTime.NONE) {
            return beginAnew(world.clock().note(world.times().patience()));
        }
        EventSource.Cursor stream;
        try {
            stream = token == null
                    ? world.source().startAt(beginning)
                    : world.source().resumeAfter(token);
        } catch (HistoryLostException e) {
            forget(e);
            return openStream();
        }
        use(stream);
        if (!started) {
            started = true;
            writer.start(ClusterTime.NONE);
        }
        return stream;
    }

    /** Nothing is known up to this note. */
    private EventSource.Cursor beginAnew(long note) throws PortException {
        EventSource.Cursor stream = world.source().startAt(note);
        use(stream);
        started = true;
        beginning = note;
        writer.start(note);
        return stream;
    }

    private void use(EventSource.Cursor stream) {
        cursor = stream;
        open = true;
    }

    private void forget(HistoryLostException e) {
        LOG.warn("The change stream can't be resumed ({}): all that is cached until now is given up.", e.getMessage());
        forget();
    }

    private void forget() {
        token = null;
        beginning = ClusterTime.NONE;
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
