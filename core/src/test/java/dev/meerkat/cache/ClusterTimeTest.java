package dev.meerkat.cache;

import static org.assertj.core.api.Assertions.assertThat;

import org.bson.BsonTimestamp;
import org.junit.jupiter.api.Test;

final class ClusterTimeTest {

    /** Seconds from 2038 on set the sign bit. */
    private static final long AFTER_2038 = ClusterTime.of(new BsonTimestamp(0x8000_0001, 1));

    private static final long BEFORE_2038 = ClusterTime.of(new BsonTimestamp(0x7fff_ffff, 1));

    @Test
    void timesAreComparedAsUnsignedNumbers() {
        assertThat(ClusterTime.isAfter(AFTER_2038, BEFORE_2038)).isTrue();
        assertThat(ClusterTime.isAfter(BEFORE_2038, AFTER_2038)).isFalse();
        assertThat(ClusterTime.max(AFTER_2038, BEFORE_2038)).isEqualTo(AFTER_2038);
        assertThat(ClusterTime.max(BEFORE_2038, AFTER_2038)).isEqualTo(AFTER_2038);
        assertThat(ClusterTime.isAfter(-1, AFTER_2038)).isTrue();
    }

    @Test
    void aTimeIsNotAfterItself() {
        assertThat(ClusterTime.isAfter(AFTER_2038, AFTER_2038)).isFalse();
    }

    @Test
    void everyTimeIsAfterNone() {
        assertThat(ClusterTime.isAfter(1, ClusterTime.NONE)).isTrue();
        assertThat(ClusterTime.isAfter(AFTER_2038, ClusterTime.NONE)).isTrue();
    }

    @Test
    void incrementsCountWithinASecond() {
        long first = ClusterTime.of(new BsonTimestamp(1_790_000_000, 1));
        long second = ClusterTime.of(new BsonTimestamp(1_790_000_000, 0x8000_0000));

        assertThat(ClusterTime.isAfter(second, first)).isTrue();
        assertThat(ClusterTime.seconds(second)).isEqualTo(1_790_000_000);
        assertThat(ClusterTime.seconds(AFTER_2038)).isEqualTo(0x8000_0001L);
        assertThat(ClusterTime.toString(first)).isEqualTo("1790000000.1");
        assertThat(ClusterTime.of(ClusterTime.toTimestamp(AFTER_2038))).isEqualTo(AFTER_2038);
    }
}
