package dev.meerkat.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.cache.Dependencies;
import dev.meerkat.cache.Gate;
import dev.meerkat.cache.Guards;
import dev.meerkat.cache.Invalidation;
import dev.meerkat.cache.Invalidations;
import dev.meerkat.cache.log.LocalLog;
import dev.meerkat.cache.log.LogFollower;
import dev.meerkat.cache.log.LogRecord;
import dev.meerkat.cache.log.LogRecordFormat;
import dev.meerkat.cache.spi.LogStore.StoredRecord;
import dev.meerkat.cache.spi.PortException;
import dev.meerkat.cache.spi.RecordId;
import dev.meerkat.cache.spi.Ticker;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The rule of continuity, case by case. */
class FollowerTest {

    private static final Dependencies READ = Target.document(0, 1).dependencies();
    private static final Dependencies UNTOUCHED = Target.document(1, 1).dependencies();

    private final LocalLog log = new LocalLog();
    private final Invalidations invalidations = new Invalidations(64, Guards.all());
    private final Gate gate = new Gate(Ticker.system(), Settings.BOUND, Guards.all());
    private final LogFollower follower = new LogFollower(log, invalidations, gate, invalidations::raise);

    /** A record of term 7 that follows the one before it; it says that the document was changed at its watermark. */
    private static LogRecord record(long sequence, long previousWatermark, long watermark) {
        return record(id(7, sequence), id(7, sequence - 1), previousWatermark, watermark);
    }

    private static LogRecord record(RecordId id, @Nullable RecordId previous, long previousWatermark, long watermark) {
        Invalidation changed = new Invalidation.Documents(
                watermark,
                Catalog.namespace(0),
                Target.document(0, 1).dependencies().tags());
        return new LogRecord(id, previous, previousWatermark, watermark, 0, List.of(changed));
    }

    private static @Nullable RecordId id(long term, long sequence) {
        return sequence == 0 ? null : new RecordId(term, sequence);
    }

    private void broadcast(LogRecord record) {
        follower.onRecord(new StoredRecord(record.id(), LogRecordFormat.encode(record)));
    }

    private void append(LogRecord record) throws PortException {
        log.append(record.id(), LogRecordFormat.encode(record));
    }

    private long floor() {
        return invalidations.latest(UNTOUCHED);
    }

    @Test
    void theFirstRecordHidesAllBeforeIt() {
        broadcast(record(5, 100, 110));

        assertThat(floor()).isEqualTo(100);
        assertThat(gate.watermark()).isEqualTo(110);
        assertThat(invalidations.latest(READ)).isEqualTo(110);
    }

    @Test
    void aRecordThatFollowsTheLastOneContinues() {
        broadcast(record(1, 0, 110));
        broadcast(record(2, 110, 120));

        assertThat(floor()).isZero();
        assertThat(gate.watermark()).isEqualTo(120);
        assertThat(follower.holes()).isZero();
    }

    @Test
    void aHoleIsFilledFromTheLog() throws PortException {
        broadcast(record(1, 0, 110));
        append(record(2, 110, 120));
        append(record(3, 120, 130));
        broadcast(record(4, 130, 140));

        assertThat(floor()).isZero();
        assertThat(gate.watermark()).isEqualTo(140);
        assertThat(follower.applied()).isEqualTo(id(7, 4));
    }

    @Test
    void aHoleThatTheLogCannotFillBecomesAFloor() throws PortException {
        broadcast(record(1, 0, 110));
        append(record(3, 120, 130));
        broadcast(record(4, 130, 140));

        assertThat(floor()).isEqualTo(120);
        assertThat(follower.holes()).isEqualTo(1);
    }

    @Test
    void aTermThatFollowsARecordOfTheChainContinuesWhateverElseTheOldTermWrote() {
        broadcast(record(1, 0, 110));
        broadcast(record(2, 110, 120));
        broadcast(record(3, 120, 130));
        broadcast(record(id(8, 1), id(7, 2), 120, 120));

        assertThat(floor()).isZero();
        assertThat(gate.watermark()).isEqualTo(130);
    }

    @Test
    void aTermThatFollowsARecordNeverSeenContinuesWhereMoreIsKnownThanItKnew() {
        broadcast(record(1, 0, 110));
        broadcast(record(id(8, 1), id(6, 9), 109, 109));

        assertThat(floor()).isZero();
    }

    @Test
    void aTermThatFollowsARecordNeverSeenWithTheSameWatermarkIsAHole() {
        broadcast(record(1, 0, 110));
        broadcast(record(id(8, 1), id(6, 9), 110, 110));

        assertThat(floor()).isEqualTo(110);
    }

    @Test
    void oldAndDoubledRecordsAreNothing() {
        broadcast(record(2, 100, 120));
        broadcast(record(2, 100, 120));
        broadcast(record(1, 0, 110));
        broadcast(record(id(6, 50), id(6, 49), 300, 310));

        assertThat(floor()).isEqualTo(100);
        assertThat(gate.watermark()).isEqualTo(120);
        assertThat(follower.applied()).isEqualTo(id(7, 2));
    }

    @Test
    void aResetHidesAllBeforeItEvenWhereTheChainGoesOn() {
        broadcast(record(1, 0, 110));
        broadcast(new LogRecord(id(7, 2), id(7, 1), 110, 500, 500, List.of()));

        assertThat(floor()).isEqualTo(500);
        assertThat(gate.watermark()).isEqualTo(500);
    }

    @Test
    void whatTheLogHasThatCannotBeReadIsAHoleAndStopsNothing() throws PortException {
        append(record(1, 0, 110));
        log.append(new RecordId(7, 2), new byte[] {1, 2, 3});
        append(record(3, 120, 130));

        follower.catchUp();

        assertThat(follower.applied()).isEqualTo(id(7, 3));
        assertThat(floor()).isEqualTo(120);
        assertThat(gate.watermark()).isEqualTo(130);
    }

    @Test
    void moreUnreadableRecordsThanAreReadAtOnceStopNothing() throws PortException {
        for (long sequence = 1; sequence <= 1000; sequence++) {
            log.append(new RecordId(7, sequence), new byte[0]);
        }
        follower.catchUp();
        append(record(1001, 120, 130));
        follower.catchUp();

        assertThat(follower.applied()).isEqualTo(id(7, 1001));
    }
}
