package dev.meerkat.changes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.cache.ClusterTime;
import dev.meerkat.cache.ProtocolTimes;
import dev.meerkat.cache.log.LocalLog;
import dev.meerkat.cache.log.LogRecord;
import dev.meerkat.cache.spi.EventSource;
import dev.meerkat.cache.spi.ManualTicker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.junit.jupiter.api.Test;

/** A stream that brings one event at a time, and a cluster whose time goes on meanwhile. */
final class BacklogTest {

    private static final int BEGINNING = 1000;

    private final ManualTicker ticker = new ManualTicker();
    private final Queue<Runnable> scheduled = new ArrayDeque<>();
    private final List<LogRecord> written = new ArrayList<>();
    private final List<Long> opened = new ArrayList<>();
    private final Watcher watcher = new Watcher(
            new SlowSource(),
            deadline -> clusterTime(),
            new LocalLog(),
            written::add,
            new ChangeEvents(new MetadataNames("meta")),
            (delay, task) -> scheduled.add(task),
            ticker,
            new Random(1),
            new ProtocolTimes(Duration.ofSeconds(5)));
    private int now = BEGINNING;
    private int secondsPerEvent;

    private long clusterTime() {
        return (long) now << 32;
    }

    @Test
    void aStreamThatFallsBackIsLeftForOneThatBeginsNow() {
        secondsPerEvent = 2;
        play(2, 6);
        assertThat(resets()).as("no further behind than it may be").hasSize(1);
        play(4, 6);

        assertThat(resets()).hasSize(2);
        assertThat(opened).isEqualTo(resets());
        assertThat(ClusterTime.seconds(opened.get(1))).isGreaterThanOrEqualTo(BEGINNING + 18);
        assertThat(written)
                .anyMatch(record -> record.reset() == opened.get(1)
                        && record.watermark() == record.reset()
                        && ClusterTime.isAfter(record.reset(), record.previousWatermark()));
    }

    @Test
    void aStreamThatGainsGoesOn() {
        secondsPerEvent = 7;
        now += 100;
        play(10, 0);
        now += 1000;
        play(100, 6);

        assertThat(resets()).hasSize(1);
        assertThat(opened).hasSize(1);
    }

    @Test
    void aStreamAtItsEndIsNotBehindWhateverTheClockSays() {
        secondsPerEvent = 0;
        play(100, 6);

        assertThat(resets()).hasSize(1);
    }

    private void play(int steps, int secondsPerStep) {
        if (scheduled.isEmpty()) {
            watcher.begin(1, null);
        }
        for (int i = 0; i < steps; i++) {
            now += secondsPerStep;
            ticker.pass(Duration.ofSeconds(secondsPerStep));
            scheduled.remove().run();
        }
    }

    private List<Long> resets() {
        return written.stream()
                .map(LogRecord::reset)
                .filter(reset -> reset != ClusterTime.NONE)
                .toList();
    }

    private final class SlowSource implements EventSource {

        @Override
        public Cursor resumeAfter(BsonDocument token) {
            throw new AssertionError("the stream was never lost");
        }

        @Override
        public Cursor startAt(long clusterTime) {
            opened.add(clusterTime);
            return new SlowCursor((int) ClusterTime.seconds(clusterTime));
        }
    }

    private final class SlowCursor implements EventSource.Cursor {

        private int at;

        SlowCursor(int at) {
            this.at = at;
        }

        @Override
        public EventSource.Batch next(Duration maxWait) {
            at = Math.min(now, at + secondsPerEvent);
            BsonDocument token = new BsonDocument("_data", new BsonString(String.format("82%08X%08X", at, 1)));
            return new EventSource.Batch(secondsPerEvent == 0 ? List.of() : List.of(event(token)), token);
        }

        private BsonDocument event(BsonDocument token) {
            return new BsonDocument("_id", token)
                    .append("operationType", new BsonString("insert"))
                    .append("clusterTime", new BsonTimestamp(at, 1))
                    .append("ns", new BsonDocument("db", new BsonString("shop")).append("coll", new BsonString("o")))
                    .append("documentKey", new BsonDocument("_id", new BsonInt32(at)));
        }

        @Override
        public void close() {}
    }
}
