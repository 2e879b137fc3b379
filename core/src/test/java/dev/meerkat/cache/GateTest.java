package dev.meerkat.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.cache.spi.ManualTicker;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class GateTest {

    private static final Duration BOUND = Duration.ofSeconds(5);
    private static final Duration INSTANT = Duration.ofNanos(1);

    private final ManualTicker ticker = new ManualTicker();
    private final Gate gate = new Gate(ticker, BOUND, Guards.all());

    @Test
    void itIsShutBeforeTheFirstNoteIsPassed() {
        assertThat(gate.isOpen()).isFalse();
        assertThat(gate.ageNanos()).isEqualTo(Long.MAX_VALUE);

        gate.advance(100);
        assertThat(gate.isOpen()).isFalse();
        gate.look().note(100);
        assertThat(gate.isOpen()).isFalse();
    }

    @Test
    void onlyAWatermarkStrictlyAboveTheNoteOpensIt() {
        gate.look().note(100);
        gate.advance(99);
        assertThat(gate.isOpen()).isFalse();
        gate.advance(100);
        assertThat(gate.isOpen()).isFalse();

        gate.advance(101);

        assertThat(gate.isOpen()).isTrue();
        assertThat(gate.ageNanos()).isZero();
    }

    @Test
    void aNoteThatTheWatermarkHasPassedAlreadyCounts() {
        gate.advance(101);
        gate.look().note(100);

        assertThat(gate.isOpen()).isTrue();
    }

    @Test
    void itIsOpenUpToTheBoundAndShutAfterIt() {
        open();
        ticker.pass(BOUND);
        assertThat(gate.isOpen()).isTrue();

        ticker.pass(Duration.ofMillis(1));

        assertThat(gate.isOpen()).isFalse();
    }

    @Test
    void aMonotonicClockThatStandsStillDoesNotHoldItOpen() {
        open();
        ticker.passWall(BOUND.plusMillis(1));

        assertThat(gate.isOpen()).isFalse();
    }

    @Test
    void aWallClockThatGoesBackDoesNotHoldItOpen() {
        open();
        ticker.passWall(Duration.ofDays(-1));
        assertThat(gate.isOpen()).isTrue();

        ticker.passMonotonic(BOUND.plus(INSTANT));

        assertThat(gate.isOpen()).isFalse();
    }

    @Test
    void theInstantBeforeAskingCountsNotTheAnswers() {
        Gate.Sighting sighting = gate.look();
        ticker.pass(BOUND);
        sighting.note(100);
        gate.advance(101);
        assertThat(gate.isOpen()).isTrue();
        assertThat(gate.ageNanos()).isEqualTo(BOUND.toNanos());

        ticker.pass(Duration.ofMillis(1));

        assertThat(gate.isOpen()).isFalse();
    }

    @Test
    void theNewestPassedInstantCountsInWhateverOrderTheAnswersCome() {
        Gate.Sighting early = gate.look();
        ticker.pass(Duration.ofSeconds(1));
        Gate.Sighting late = gate.look();
        late.note(100);
        gate.advance(101);
        early.note(99);

        assertThat(gate.ageNanos()).isZero();
    }

    @Test
    void anIdleClusterShutsItUntilTheWatermarkMovesOn() {
        open();
        for (int i = 0; i < 20; i++) {
            ticker.pass(BOUND.dividedBy(10));
            gate.look().note(101); // nothing was written: the time stands still
        }
        assertThat(gate.isOpen()).isFalse();

        gate.advance(102);

        assertThat(gate.isOpen()).isTrue();
        assertThat(gate.ageNanos()).isZero();
    }

    @Test
    void aWatermarkDoesNotGoBack() {
        gate.advance(101);
        gate.advance(50);

        assertThat(gate.watermark()).isEqualTo(101);
    }

    @Test
    void howeverManyNotesWaitTheNewestAreKept() {
        for (int i = 1; i <= 5000; i++) {
            ticker.pass(Duration.ofMillis(1));
            gate.look().note(i);
        }
        gate.advance(5000); // passes all but the last

        assertThat(gate.ageNanos()).isEqualTo(Duration.ofMillis(1).toNanos());
    }

    @Test
    void theNewestTimeHeardOfComesFromNotesWatermarksAndWrites() {
        assertThat(gate.newestKnown()).isEqualTo(ClusterTime.NONE);
        gate.look().note(10);
        assertThat(gate.newestKnown()).isEqualTo(10);
        gate.advance(20);
        assertThat(gate.newestKnown()).isEqualTo(20);
        gate.heard(-1);
        gate.heard(15);
        assertThat(gate.newestKnown()).isEqualTo(-1);
        assertThat(gate.watermark()).isEqualTo(20);
    }

    @Test
    void withoutTheGuardItIsAlwaysOpen() {
        assertThat(new Gate(ticker, BOUND, Guards.without(Guard.GATE)).isOpen()).isTrue();
    }

    private void open() {
        gate.look().note(100);
        gate.advance(101);
        assertThat(gate.isOpen()).isTrue();
    }
}
