package dev.meerkat.cache.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meerkat.cache.ClusterTime;
import dev.meerkat.cache.Invalidation;
import dev.meerkat.cache.Namespace;
import dev.meerkat.cache.Tags;
import dev.meerkat.cache.log.LossyLog.Fault;
import dev.meerkat.cache.spi.LogRefusedException;
import dev.meerkat.cache.spi.PortException;
import dev.meerkat.cache.spi.RecordId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.bson.BsonInt32;
import org.junit.jupiter.api.Test;

final class LogWriterTest {

    private final LossyLog log = new LossyLog();
    private final List<LogRecord> written = new ArrayList<>();
    private final LogWriter writer = new LogWriter(log, 5, RecordId.parse("4-9"), 100, written::add);

    @Test
    void aTermBeginsBehindWhatItFollows() throws PortException {
        writer.start(ClusterTime.NONE);

        assertThat(log.record("5-1"))
                .isEqualTo(new LogRecord(
                        RecordId.parse("5-1"), RecordId.parse("4-9"), 100, 100, ClusterTime.NONE, List.of()));
        assertThat(writer.last()).isEqualTo(RecordId.parse("5-1"));
        assertThat(writer.watermark()).isEqualTo(100);
    }

    @Test
    void aTermThatBeginsWithALossResetsAndMovesTheWatermarkThere() throws PortException {
        writer.start(150);

        assertThat(log.record("5-1"))
                .isEqualTo(new LogRecord(RecordId.parse("5-1"), RecordId.parse("4-9"), 100, 150, 150, List.of()));
    }

    @Test
    void everyRecordNamesTheOneBeforeAndItsWatermark() throws PortException {
        writer.start(ClusterTime.NONE);
        writer.append(events(101, 103), 104);
        writer.append(List.of(), 110);

        assertThat(log.record("5-2"))
                .isEqualTo(new LogRecord(
                        RecordId.parse("5-2"), RecordId.parse("5-1"), 100, 104, ClusterTime.NONE, events(101, 103)));
        assertThat(log.record("5-3"))
                .isEqualTo(new LogRecord(
                        RecordId.parse("5-3"), RecordId.parse("5-2"), 104, 110, ClusterTime.NONE, List.of()));
    }

    @Test
    void theWatermarkDoesNotGoBack() throws PortException {
        writer.append(List.of(), 90);

        assertThat(log.record("5-1").watermark()).isEqualTo(100);
    }

    @Test
    void aRecordIsAppendedThenAppliedHereThenPublished() throws PortException {
        List<String> order = new ArrayList<>();
        LogWriter observed = new LogWriter(log, 6, null, 0, record -> {
            assertThat(log.records).containsKey(record.id());
            assertThat(log.published).isEmpty();
            order.add(record.id().toString());
        });
        observed.append(events(1), 2);

        assertThat(order).containsExactly("6-1");
        assertThat(log.published).hasSize(1);
        assertThat(log.published.get(0).bytes()).isEqualTo(log.records.get(RecordId.parse("6-1")));
    }

    @Test
    void ofASplitBatchOnlyTheLastRecordCarriesItsWatermark() throws PortException {
        List<Invalidation> many = events(LongStream.rangeClosed(101, 1301).toArray());
        writer.append(many, 2000);

        assertThat(written).hasSize(3);
        assertThat(written).extracting(LogRecord::watermark).containsExactly(600L, 1100L, 2000L);
        assertThat(written).extracting(LogRecord::previousWatermark).containsExactly(100L, 600L, 1100L);
        List<Invalidation> all = new ArrayList<>();
        written.forEach(record -> all.addAll(record.invalidations()));
        assertThat(all).isEqualTo(many);
    }

    @Test
    void aHugeBatchIsOneSmallRecord() throws PortException {
        Namespace imported = new Namespace("shop", "imported");
        Namespace other = new Namespace("shop", "other");
        List<Invalidation> raised = new ArrayList<>();
        for (int i = 0; i < 50_000; i++) {
            raised.add(new Invalidation.Documents(
                    101 + i, i % 1000 == 0 ? other : imported, Tags.document(other, new BsonInt32(i))));
        }
        writer.append(raised, 60_000);

        assertThat(written).hasSize(1);
        assertThat(written.get(0).watermark()).isEqualTo(60_000);
        assertThat(written.get(0).invalidations())
                .hasSize(51)
                .contains(raised.get(49_000), new Invalidation.WholeNamespace(50_100, imported));
        assertThat(log.records.get(RecordId.parse("5-1"))).hasSizeLessThan(10_000);
    }

    @Test
    void aRecordThatCouldNotBeAppendedIsTriedAgainAsItWas() throws PortException {
        log.onAppend = Fault.BEFORE_IT_TOOK_EFFECT;
        assertThatThrownBy(() -> writer.append(events(101), 102)).isExactlyInstanceOf(PortException.class);
        assertThat(writer.isFlushed()).isFalse();
        assertThat(written).isEmpty();
        assertThat(log.published).isEmpty();

        log.onAppend = Fault.NONE;
        writer.append(events(103), 104);

        assertThat(writer.isFlushed()).isTrue();
        assertThat(written).extracting(record -> record.id().toString()).containsExactly("5-1", "5-2");
        assertThat(log.record("5-1").invalidations()).isEqualTo(events(101));
        assertThat(log.record("5-2").previous()).isEqualTo(RecordId.parse("5-1"));
        assertThat(log.published).hasSize(2);
    }

    @Test
    void aRetryThatIsRefusedBecauseTheFirstTrySucceededHasSucceeded() throws PortException {
        log.onAppend = Fault.AFTER_IT_TOOK_EFFECT;
        assertThatThrownBy(() -> writer.append(events(101), 102)).isExactlyInstanceOf(PortException.class);
        assertThat(written).isEmpty();

        log.onAppend = Fault.NONE;
        writer.flush();

        assertThat(writer.isFlushed()).isTrue();
        assertThat(written).extracting(record -> record.id().toString()).containsExactly("5-1");
        assertThat(log.published).hasSize(1);
        writer.append(events(103), 104);
        assertThat(log.top()).isEqualTo(RecordId.parse("5-2"));
    }

    @Test
    void aRefusalByALaterLeadersRecordEndsTheTerm() throws PortException {
        writer.append(events(101), 102);
        new LogWriter(log, 6, RecordId.parse("5-1"), 102, record -> {}).start(ClusterTime.NONE);

        assertThatThrownBy(() -> writer.append(events(103), 104)).isInstanceOf(LogRefusedException.class);
        assertThatThrownBy(writer::flush).isInstanceOf(LogRefusedException.class);
        assertThat(written).hasSize(1);
        assertThat(log.published).hasSize(2);
    }

    @Test
    void aRecordThatCouldNotBePublishedIsInTheLogAllTheSame() throws PortException {
        log.publishFails = true;
        writer.append(events(101), 102);

        assertThat(writer.isFlushed()).isTrue();
        assertThat(written).hasSize(1);
        assertThat(log.record("5-1").invalidations()).isEqualTo(events(101));
    }

    @Test
    void aFlushedLogDoesNotStopTheWriter() throws PortException {
        writer.append(events(101), 102);
        log.flush();
        writer.append(events(103), 104);

        assertThat(log.record("5-2").previous()).isEqualTo(RecordId.parse("5-1"));
    }

    private static List<Invalidation> events(long... times) {
        return LongStream.of(times)
                .<Invalidation>mapToObj(Invalidation.Everything::new)
                .toList();
    }
}
