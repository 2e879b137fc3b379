package dev.meerkat.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.cache.spi.ManualTicker;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a gate tells about itself. */
final class GateFiguresTest {

    private static final Duration BOUND = Duration.ofSeconds(5);

    private final ManualTicker ticker = new ManualTicker();
    private final Gate gate = new Gate(ticker, BOUND, Guards.all());
    private long clusterTime = 100;

    @Test
    void itIsShutFromTheBeginningUntilItOpens() {
        assertThat(gate.timeShut()).isZero();
        ticker.pass(seconds(3));
        assertThat(gate.timeShut()).isEqualTo(seconds(3));
        refresh();
        ticker.pass(BOUND);

        assertThat(gate.isOpen()).isTrue();
        assertThat(gate.timeShut()).isEqualTo(seconds(3));
    }

    @Test
    void itShutsWhenTheBoundIsOverThoughNobodyLooks() {
        refresh();
        ticker.pass(BOUND.plusSeconds(7));

        assertThat(gate.timeShut()).isEqualTo(seconds(7));
    }

    @Test
    void aStretchThatNobodyAskedAboutCountsWhenItOpensAgain() {
        refresh();
        ticker.pass(BOUND.plusSeconds(7));
        refresh();
        ticker.pass(BOUND.plusSeconds(2));
        refresh();

        assertThat(gate.isOpen()).isTrue();
        assertThat(gate.timeShut()).isEqualTo(seconds(9));
    }

    @Test
    void whatKeepsItOpenAddsNothing() {
        refresh();
        for (int i = 0; i < 100; i++) {
            ticker.pass(BOUND);
            refresh();
        }

        assertThat(gate.timeShut()).isZero();
    }

    @Test
    void aNoteThatIsTooOldToOpenItDoesNotEndTheStretch() {
        refresh();
        ticker.pass(seconds(6)); // shut for 1
        Gate.Sighting late = gate.look();
        ticker.pass(seconds(8)); // shut for 9
        late.note(clusterTime);
        gate.advance(++clusterTime);
        assertThat(gate.isOpen()).isFalse();
        assertThat(gate.timeShut()).isEqualTo(seconds(9));
        ticker.pass(seconds(1));

        refresh();

        assertThat(gate.timeShut()).isEqualTo(seconds(10));
    }

    @Test
    void aNoteThatCameLateKeepsItOpenFromItsOwnInstant() {
        Gate.Sighting early = gate.look();
        ticker.pass(seconds(3));
        early.note(clusterTime);
        gate.advance(++clusterTime); // was shut for 3, open for another 2
        ticker.pass(seconds(4));

        assertThat(gate.timeShut()).isEqualTo(seconds(3 + 2));
    }

    @Test
    void timeThatASuspendedMachineSleptCounts() {
        refresh();
        ticker.passMonotonic(seconds(1));
        ticker.passWall(BOUND.plusSeconds(60));

        assertThat(gate.timeShut()).isEqualTo(seconds(60));
        refresh();
        assertThat(gate.timeShut()).isEqualTo(seconds(60));
    }

    @Test
    void theSumNeverFallsThoughTheWallClockGoesBack() {
        refresh();
        ticker.passWall(BOUND.plusSeconds(60));
        assertThat(gate.timeShut()).isEqualTo(seconds(60));

        ticker.passWall(seconds(-60));

        assertThat(gate.isOpen()).isTrue();
        assertThat(gate.timeShut()).isEqualTo(seconds(60));
    }

    @Test
    void itIsTheSumOfAllMillisecondsAtWhichItWasShut() {
        Random random = new Random(20261121);
        long shut = 0;
        for (int i = 0; i < 200_000; i++) {
            if (random.nextInt(5000) == 0) {
                refresh();
            }
            ticker.pass(Duration.ofMillis(1));
            shut += gate.isOpen() ? 0 : 1; // the whole millisecond: it opens only between two
        }

        assertThat(shut).isPositive();
        assertThat(gate.timeShut()).isEqualTo(Duration.ofMillis(shut));
    }

    @Test
    void withoutTheGuardItIsNeverShut() {
        Gate open = new Gate(ticker, BOUND, Guards.without(Guard.GATE));
        ticker.pass(seconds(100));

        assertThat(open.timeShut()).isZero();
    }

    @Test
    void theLagIsTheServersSecondsBetweenTheNewestTimeAndTheWatermark() {
        assertThat(gate.lag()).isEmpty();
        gate.advance(1000L << 32);
        assertThat(gate.lag()).contains(Duration.ZERO);
        gate.heard(1007L << 32 | 5);
        assertThat(gate.lag()).contains(seconds(7));
        gate.advance(1008L << 32);

        assertThat(gate.lag()).contains(Duration.ZERO);
    }

    @Test
    void theBoundIsTheOneGiven() {
        assertThat(gate.maxStaleness()).isEqualTo(BOUND);
    }

    private void refresh() {
        gate.look().note(clusterTime);
        gate.advance(++clusterTime);
        assertThat(gate.isOpen()).isTrue();
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }
}
