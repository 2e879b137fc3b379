package dev.meerkat.embedded.internal;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.bson.BsonTimestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClusterClockTest {

    private Instant now = Instant.ofEpochSecond(1000);

    private final ClusterClock clock = new ClusterClock(new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    });

    @Test
    void timesIncreaseWhileTheWallClockStandsStillOrGoesBack() {
        List<BsonTimestamp> times = new ArrayList<>();
        times.add(clock.next());
        times.add(clock.next());
        now = Instant.ofEpochSecond(900);
        times.add(clock.next());
        now = Instant.ofEpochSecond(1001);
        times.add(clock.next());

        assertThat(times).isSorted().doesNotHaveDuplicates();
        assertThat(times.get(3)).isEqualTo(new BsonTimestamp(1001L << 32 | 1));
    }

    @Test
    void aTimeSeenElsewhereIsPassed() {
        BsonTimestamp elsewhere = new BsonTimestamp(2000L << 32 | 7);
        clock.advanceTo(elsewhere);

        assertThat(clock.next()).isEqualTo(new BsonTimestamp(2000L << 32 | 8));
        clock.advanceTo(new BsonTimestamp(1));
        assertThat(clock.next()).isGreaterThan(elsewhere);
    }

    @Test
    void secondsBeyondTheSignedRangeStillIncrease() {
        now = Instant.ofEpochSecond(3_000_000_000L);
        BsonTimestamp first = clock.next();

        assertThat(Integer.toUnsignedLong(first.getTime())).isEqualTo(3_000_000_000L);
        assertThat(clock.next()).isGreaterThan(first);
    }
}
