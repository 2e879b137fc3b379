package dev.meerkat.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.stress.Race;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code lastInv}: what was raised is found, be it as the tag's time or as the floor that the tag has left. */
class LastInvRaceTest {

    private static final Duration LENGTH = Duration.ofSeconds(3);
    private static final int READS = 200;
    private static final int RAISES = 50;

    /** A table whose first bucket is full of tags raised at 1, 2, 3 and so on; and what was seen of its first tag. */
    private static final class Table {

        private final Floors floors = new Floors(10);
        private final TagTable tags = new TagTable(1, floors::raiseAll);
        private final List<Long> seen = new ArrayList<>();
        private volatile long raised = 1;

        Table() {
            for (int number = 0; number < TagTable.WAYS; number++) {
                tags.raise(tag(number), number + 1);
            }
        }

        /** Looks as {@link Invalidations#latest} does: at the tag first, then at the floor. */
        long latest(int number) {
            return ClusterTime.max(tags.get(tag(number)), floors.under(List.of()));
        }

        /** Raises the first tag. */
        void raiseEverySecond(long from) {
            for (int raise = 0; raise <= RAISES; raise++) {
                tags.raise(tag(0), from + 2L * raise);
            }
        }

        /** Raises the first tag and lets later ones take its place, again and again. */
        void raiseAndEvict() {
            for (int from = 100; from < 100 * RAISES; from += 100) {
                tags.raise(tag(0), from);
                raised = from;
                raiseNewTags(from + 1);
            }
        }

        /** Raises as many as there are slots, each at the time of its number. */
        void raiseNewTags(int from) {
            for (int number = from; number < from + TagTable.WAYS; number++) {
                tags.raise(tag(number), number);
            }
        }

        void look() {
            for (int read = 0; read < READS; read++) {
                long before = raised;
                long latest = latest(0);
                if (ClusterTime.isAfter(before, latest)) {
                    throw new AssertionError("found " + latest + " where " + before + " was raised");
                }
            }
        }

        void lookForOrder() {
            for (int read = 0; read < READS; read++) {
                seen.add(latest(0));
            }
        }
    }

    /** All in the first bucket. */
    private static long tag(int number) {
        return 2L * (number + 1);
    }

    @Test
    void aTagIsStillThereWhenItsFloorIsLeft() {
        List<Long> there = new ArrayList<>();
        TagTable[] table = new TagTable[1];
        table[0] = new TagTable(1, floor -> there.add(table[0].get(tag(0))));
        for (int number = 0; number <= TagTable.WAYS; number++) {
            table[0].raise(tag(number), number + 1);
        }

        assertThat(there).containsExactly(1L);
        assertThat(table[0].get(tag(0))).isEqualTo(ClusterTime.NONE);
    }

    @Test
    void whileATagIsEvictedNothingRaisedIsMissed() throws Exception {
        Race.on(Table::new)
                .actor(Table::raiseAndEvict)
                .actor(Table::look)
                .run(LENGTH, table -> assertThat(table.latest(0)).isGreaterThanOrEqualTo(table.raised));
    }

    @Test
    void ofTwoRaisesAtOnceNeitherIsLostAndNoneGoesDown() throws Exception {
        Race.on(Table::new)
                .actor(table -> table.raiseEverySecond(100))
                .actor(table -> table.raiseEverySecond(101))
                .actor(Table::lookForOrder)
                .run(LENGTH, table -> {
                    assertThat(table.seen).isSorted();
                    assertThat(table.latest(0)).isEqualTo(101 + 2 * RAISES);
                });
    }

    @Test
    void tagsThatWantTheSameSlotsAreAllFound() throws Exception {
        Race.on(Table::new)
                .actor(table -> table.raiseNewTags(100))
                .actor(table -> table.raiseNewTags(100 + TagTable.WAYS))
                .actor(Table::look)
                .run(LENGTH, table -> {
                    for (int number = 100; number < 100 + 2 * TagTable.WAYS; number++) {
                        assertThat(table.latest(number)).isGreaterThanOrEqualTo(number);
                    }
                });
    }
}
