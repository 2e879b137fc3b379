package dev.meerkat.cache.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.cache.ClusterTime;
import dev.meerkat.cache.Dependencies;
import dev.meerkat.cache.Gate;
import dev.meerkat.cache.Guards;
import dev.meerkat.cache.Invalidation;
import dev.meerkat.cache.Invalidations;
import dev.meerkat.cache.Namespace;
import dev.meerkat.cache.spi.LogStore.StoredRecord;
import dev.meerkat.cache.spi.ManualTicker;
import dev.meerkat.cache.spi.PortException;
import dev.meerkat.cache.spi.RecordId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Events are changes of a namespace that nobody else touches, so that the floor can be seen apart from them. */
final class LogFollowerTest {

    private static final Namespace CHANGED = new Namespace("shop", "orders");
    private static final Dependencies UNTOUCHED = Dependencies.existence(new Namespace("other", "things"));

    private final LossyLog log = new LossyLog();
    private final Invalidations invalidations = new Invalidations(1000, Guards.all());
    private final Gate gate = new Gate(new ManualTicker(), Duration.ofSeconds(5), Guards.all());
    private final List<Long> applied = new ArrayList<>();
    private final LogFollower follower = new LogFollower(log, invalidations, gate, this::apply);
    private Runnable onApply = () -> {};

    private void apply(Invalidation invalidation) {
        onApply.run();
        applied.add(invalidation.time());
        invalidations.raise(invalidation);
    }

    @Test
    void recordsAreAppliedAndTheWatermarkMovesOnAfterThem() throws PortException {
        LogWriter writer = leader(1, null, ClusterTime.NONE);
        writer.start(100);
        deliverAll();
        log.reads = 0;
        onApply = () -> assertThat(gate.watermark()).isEqualTo(100);
        writer.append(events(101, 102), 105);
        deliverAll();

        assertThat(applied).containsExactly(101L, 102L);
        assertThat(gate.watermark()).isEqualTo(105);
        assertThat(follower.applied()).isEqualTo(RecordId.parse("1-2"));
        assertThat(log.reads).isZero();
    }

    @Test
    void aRecordThatComesTwiceOrLateIsAppliedOnce() throws PortException {
        LogWriter writer = leader(1, null, ClusterTime.NONE);
        writer.append(events(101), 102);
        writer.append(events(103), 104);
        List<StoredRecord> records = List.copyOf(log.published);
        deliverAll();
        records.forEach(follower::onRecord);
        follower.onRecord(records.get(0));
        follower.catchUp();

        assertThat(applied).containsExactly(101L, 103L);
        assertThat(gate.watermark()).isEqualTo(104);
    }

    @Test
    void aHoleIsFilledFromTheLog() throws PortException {
        LogWriter writer = leader(1, null, ClusterTime.NONE);
        writer.append(events(101), 102);
        deliverAll();
        writer.append(events(103), 104);
        writer.append(events(105), 106);
        log.published.clear();
        writer.append(events(107), 108);
        deliverAll();

        assertThat(applied).containsExactly(101L, 103L, 105L, 107L);
        assertThat(floor()).isEqualTo(ClusterTime.NONE);
        assertThat(follower.holes()).isZero();
    }

    @Test
    void aHoleThatCannotBeFilledIsAFloorInTheSameStep() throws PortException {
        LogWriter writer = leader(1, null, ClusterTime.NONE);
        writer.append(events(101), 102);
        deliverAll();
        writer.append(events(103), 104);
        log.flush();
        log.published.clear();
        writer.append(events(105), 106);
        onApply = () -> {
            assertThat(floor()).isEqualTo(104);
            assertThat(gate.watermark()).isEqualTo(102);
        };
        deliverAll();

        assertThat(applied).containsExactly(101L, 105L);
        assertThat(floor()).isEqualTo(104);
        assertThat(gate.watermark()).isEqualTo(106);
        assertThat(follower.holes()).isEqualTo(1);
    }

    @Test
    void afterAFloorTheChainGoesOnWithoutAnother() throws PortException {
        LogWriter writer = leader(1, null, ClusterTime.NONE);
        writer.append(events(101), 102);
        deliverAll();
        writer.append(events(103), 104);
        log.flush();
        log.published.clear();
        writer.append(events(105), 106);
        writer.append(events(107), 108);
        deliverAll();

        assertThat(floor()).isEqualTo(104);
        assertThat(follower.holes()).isEqualTo(1);
    }

    @Test
    void aLogThatCannotBeReadLeavesAFloorAndNothingElse() throws PortException {
        LogWriter writer = leader(1, null, ClusterTime.NONE);
        writer.append(events(101), 102);
        deliverAll();
        writer.append(events(103), 104);
        log.published.clear();
        log.readFails = true;
        follower.catchUp();
        assertThat(floor()).isEqualTo(ClusterTime.NONE);
        writer.append(events(105), 106);
        deliverAll();

        assertThat(applied).containsExactly(101L, 105L);
        assertThat(floor()).isEqualTo(104);
        log.readFails = false;
        follower.catchUp();
        assertThat(applied).containsExactly(101L, 105L);
    }

    @Test
    void aStartingProcessReplaysTheLogAndItsFloorIsWhatCameBefore() throws PortException {
        LogWriter writer = leader(1, null, ClusterTime.NONE);
        writer.start(100);
        writer.append(events(101), 102);
        writer.append(events(103), 104);
        log.records.remove(RecordId.parse("1-1"));
        log.records.remove(RecordId.parse("1-2"));
        follower.catchUp();

        assertThat(applied).containsExactly(103L);
        assertThat(floor()).isEqualTo(102);
        assertThat(gate.watermark()).isEqualTo(104);
        assertThat(follower.holes()).isZero();
    }

    @Test
    void aProcessThatStartsWithTheBroadcastReadsTheLogFirst() throws PortException {
        LogWriter writer = leader(1, null, ClusterTime.NONE);
        writer.start(100);
        writer.append(events(101), 102);
        log.published.clear();
        writer.append(events(103), 104);
        deliverAll();

        assertThat(log.reads).isEqualTo(1);
        assertThat(applied).containsExactly(101L, 103L);
        assertThat(floor()).isEqualTo(100);
    }

    @Test
    void aLongLogIsReadToItsEnd() throws PortException {
        LogWriter writer = leader(1, null, ClusterTime.NONE);
        for (int i = 1; i <= 2500; i++) {
            writer.append(events(i), i);
        }
        follower.onGap();

        assertThat(applied).hasSize(2500).isSorted();
        assertThat(log.reads).isEqualTo(3);
        assertThat(follower.applied()).isEqualTo(RecordId.parse("1-2500"));
    }

    @Test
    void aResetIsAFloorForEverything() throws PortException {
        LogWriter writer = leader(1, null, ClusterTime.NONE);
        writer.start(100);
        deliverAll();
        assertThat(floor()).isEqualTo(100);
        writer.append(List.of(), 110);
        writer.start(150);
        deliverAll();

        assertThat(floor()).isEqualTo(150);
        assertThat(gate.watermark()).isEqualTo(150);
    }

    @Test
    void aNewLeaderThatFollowsARecordOfTheChainContinuesIt() throws PortException {
        LogWriter writer = leader(1, null, ClusterTime.NONE);
        writer.append(events(101), 102);
        writer.append(events(103), 104);
        deliverAll();
        LogWriter successor = leader(2, RecordId.parse("1-1"), 102); // from an older checkpoint
        successor.start(ClusterTime.NONE);
        successor.append(events(103, 105), 106);
        deliverAll();

        assertThat(applied).containsExactly(101L, 103L, 103L, 105L);
        assertThat(floor()).isEqualTo(ClusterTime.NONE);
        assertThat(gate.watermark()).isEqualTo(106);
    }

    @Test
    void aNewLeadersRecordContinuesAChainWhoseWatermarkIsLater() throws PortException {
        LogWriter writer = leader(1, null, ClusterTime.NONE);
        writer.append(events(101), 110);
        deliverAll();
        log.flush();
        leader(2, RecordId.parse("1-77"), 109).start(ClusterTime.NONE);
        deliverAll();

        assertThat(floor()).isEqualTo(ClusterTime.NONE);
        assertThat(follower.applied()).isEqualTo(RecordId.parse("2-1"));
    }

    @Test
    void anEqualWatermarkIsNotEnoughToContinue() throws PortException {
        LogWriter writer = leader(1, null, ClusterTime.NONE);
        writer.append(events(101), 110);
        deliverAll();
        log.flush();
        leader(2, RecordId.parse("1-77"), 110).start(ClusterTime.NONE);
        deliverAll();

        assertThat(floor()).isEqualTo(110);
    }

    @Test
    void aFormerLeadersLateRecordsAreIgnored() throws PortException {
        LogWriter former = leader(1, null, ClusterTime.NONE);
        former.append(events(101), 102);
        deliverAll();
        former.append(events(103), 120);
        List<StoredRecord> late = List.copyOf(log.published);
        log.published.clear();
        log.flush();
        leader(2, RecordId.parse("1-1"), 102).start(ClusterTime.NONE);
        deliverAll();
        late.forEach(follower::onRecord);

        assertThat(applied).containsExactly(101L);
        assertThat(gate.watermark()).isEqualTo(102);
        assertThat(follower.applied()).isEqualTo(RecordId.parse("2-1"));
    }

    @Test
    void aBroadcastThatIsNoRecordCountsAsLostAndIsFoundInTheLog() throws PortException {
        LogWriter writer = leader(1, null, ClusterTime.NONE);
        writer.append(events(101), 102);
        deliverAll();
        writer.append(events(103), 104);
        log.published.clear();
        follower.onRecord(new StoredRecord(RecordId.parse("1-2"), new byte[] {1, 2, 3}));
        writer.append(events(105), 106);
        deliverAll();

        assertThat(applied).containsExactly(101L, 103L, 105L);
        assertThat(floor()).isEqualTo(ClusterTime.NONE);
    }

    @Test
    void aRecordThatCannotBeReadInTheLogIsAFloorAndDoesNotHoldUpTheRest() throws PortException {
        LogWriter writer = leader(1, null, ClusterTime.NONE);
        writer.append(events(101), 102);
        deliverAll();
        writer.append(events(103), 104);
        writer.append(events(105), 106);
        log.records.put(RecordId.parse("1-2"), new byte[] {1, 2, 3});
        follower.onGap();

        assertThat(applied).containsExactly(101L, 105L);
        assertThat(floor()).isEqualTo(104);
        assertThat(gate.watermark()).isEqualTo(106);
    }

    @Test
    void moreUnreadableRecordsThanAreReadAtOnceStopNothing() throws PortException {
        LogWriter writer = leader(1, null, ClusterTime.NONE);
        for (int i = 1; i <= 1500; i++) {
            writer.append(events(i), i);
        }
        log.records.headMap(RecordId.parse("1-1500")).replaceAll((id, bytes) -> new byte[0]);
        follower.catchUp();

        assertThat(applied).containsExactly(1500L);
        assertThat(floor()).isEqualTo(1499);
    }

    @Test
    void recordsUnderForeignIdsDoNotMakeItReadForEver() throws PortException {
        LogWriter writer = leader(1, null, ClusterTime.NONE);
        writer.append(events(101), 102);
        deliverAll();
        byte[] old = log.records.get(RecordId.parse("1-1"));
        for (int i = 2; i <= 3001; i++) {
            log.records.put(new RecordId(1, i), old);
        }
        log.reads = 0;
        follower.catchUp();

        assertThat(applied).containsExactly(101L);
        assertThat(log.reads).isEqualTo(4);
    }

    @Test
    void aRecordThatFailedToBeAppliedIsReadAgain() throws PortException {
        LogWriter writer = leader(1, null, ClusterTime.NONE);
        writer.append(events(101), 102);
        deliverAll();
        writer.append(events(103), 104);
        onApply = () -> {
            throw new IllegalStateException("on purpose");
        };
        deliverAll();
        assertThat(gate.watermark()).isEqualTo(102);
        onApply = () -> {};
        writer.append(events(105), 106);
        deliverAll();

        assertThat(applied).containsExactly(101L, 103L, 105L);
        assertThat(floor()).isEqualTo(ClusterTime.NONE);
    }

    @Test
    void theLeaderAppliesItsOwnRecords() throws PortException {
        LogWriter writer = new LogWriter(log, 1, null, ClusterTime.NONE, follower::accept);
        writer.start(100);
        writer.append(events(101), 102);
        deliverAll();

        assertThat(applied).containsExactly(101L);
        assertThat(floor()).isEqualTo(100);
        assertThat(gate.watermark()).isEqualTo(102);
    }

    @Test
    void theLogGoesOnWhereThisProcesssOwnStreamHasCome() throws PortException {
        LogWriter writer = leader(1, null, ClusterTime.NONE);
        writer.append(events(101), 102);
        deliverAll();
        LogWriter own = own(1, 101);
        own.start(ClusterTime.NONE);
        own.append(events(102, 103), 110);
        assertThat(gate.watermark()).isEqualTo(110);
        assertThat(follower.logWatermark()).isEqualTo(102);

        writer.append(events(102, 103), 105);
        writer.append(events(106), 109);
        log.flush();
        log.published.clear();
        writer.append(events(120), 121);
        deliverAll();

        assertThat(applied).containsExactly(101L, 102L, 103L, 120L);
        assertThat(floor()).as("what the log lost, the stream has told").isEqualTo(ClusterTime.NONE);
        assertThat(follower.watermark()).isEqualTo(121);
        assertThat(follower.logWatermark()).isEqualTo(121);
    }

    @Test
    void whatANewLeaderDoesNotKnowIsKnownWhereTheOwnStreamHasToldIt() throws PortException {
        leader(1, null, ClusterTime.NONE).append(events(101), 102);
        deliverAll();
        own(1, 101).append(events(103), 110);
        leader(2, null, ClusterTime.NONE).start(109);
        deliverAll();
        assertThat(floor()).isEqualTo(ClusterTime.NONE);

        leader(3, null, ClusterTime.NONE).start(110);
        deliverAll();
        assertThat(floor()).as("more may have come at the watermark").isEqualTo(110);
    }

    @Test
    void whatTheLogLostBehindTheOwnStreamIsAFloor() throws PortException {
        LogWriter writer = leader(1, null, ClusterTime.NONE);
        writer.append(events(101), 102);
        deliverAll();
        own(1, 101).append(events(103), 110);
        writer.append(events(110), 110);
        log.flush();
        log.published.clear();
        writer.append(events(120), 121);
        deliverAll();

        assertThat(floor()).as("more may have come at the watermark").isEqualTo(110);
        assertThat(follower.holes()).isOne();
    }

    @Test
    void aRecordOfTheOwnStreamThatFailedToBeAppliedIsAFloor() throws PortException {
        leader(1, null, ClusterTime.NONE).append(events(101), 102);
        deliverAll();
        LogWriter own = own(1, 101);
        own.append(events(103), 104);
        onApply = () -> {
            throw new IllegalStateException("on purpose");
        };
        own.append(events(105), 106);
        onApply = () -> {};
        own.append(events(107), 108);

        assertThat(applied).containsExactly(101L, 103L, 107L);
        assertThat(floor()).isEqualTo(106);
    }

    private LogWriter own(long term, long watermark) {
        return new LogWriter(new LossyLog(), term, null, watermark, follower::acceptOwn);
    }

    private LogWriter leader(long term, @Nullable RecordId previous, long watermark) {
        return new LogWriter(log, term, previous, watermark, record -> {});
    }

    private void deliverAll() {
        List<StoredRecord> due = List.copyOf(log.published);
        log.published.clear();
        due.forEach(follower::onRecord);
    }

    private long floor() {
        return invalidations.latest(UNTOUCHED);
    }

    private static List<Invalidation> events(long... times) {
        return LongStream.of(times)
                .<Invalidation>mapToObj(time -> new Invalidation.WholeNamespace(time, CHANGED))
                .toList();
    }
}
