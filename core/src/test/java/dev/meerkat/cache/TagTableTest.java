package dev.meerkat.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TagTableTest {

    private final AtomicLong floor = new AtomicLong();

    private TagTable table(int capacity) {
        return new TagTable(capacity, time -> floor.accumulateAndGet(time, ClusterTime::max));
    }

    @Test
    void aTagNeverRaisedHasNoTime() {
        assertThat(table(100).get(7)).isEqualTo(ClusterTime.NONE);
    }

    @Test
    void theLatestTimeStays() {
        TagTable table = table(100);
        table.raise(7, 20);
        table.raise(7, 10);
        assertThat(table.get(7)).isEqualTo(20);

        table.raise(7, -1); // unsigned: the latest of all
        table.raise(7, 30);
        assertThat(table.get(7)).isEqualTo(-1);
        assertThat(floor).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 100, 1000, 131_072})
    void asManyTagsAsOneBucketHoldsAlwaysFit(int capacity) {
        TagTable table = table(capacity);
        for (int tag = 1; tag <= TagTable.WAYS; tag++) {
            table.raise((long) tag << 32 | tag, tag); // all in bucket zero
        }
        for (int tag = 1; tag <= TagTable.WAYS; tag++) {
            assertThat(table.get((long) tag << 32 | tag)).isEqualTo(tag);
        }
        assertThat(floor).hasValue(0);
    }

    @Test
    void theTagWithTheEarliestTimeGivesWay() {
        TagTable table = table(TagTable.WAYS);
        for (int tag = 1; tag <= TagTable.WAYS; tag++) {
            table.raise((long) tag << 32 | tag, 100 - tag);
        }
        table.raise(99L << 32 | 99, 200);

        assertThat(table.get(99L << 32 | 99)).isEqualTo(200);
        assertThat(table.get((long) TagTable.WAYS << 32 | TagTable.WAYS)).isEqualTo(ClusterTime.NONE);
        assertThat(floor).hasValue(100 - TagTable.WAYS);
    }

    @Test
    void aTagThatIsEarlierThanAllBecomesAFloorItself() {
        TagTable table = table(TagTable.WAYS);
        for (int tag = 1; tag <= TagTable.WAYS; tag++) {
            table.raise((long) tag << 32 | tag, 100);
        }
        table.raise(99L << 32 | 99, 50);

        assertThat(table.get(99L << 32 | 99)).isEqualTo(ClusterTime.NONE);
        assertThat(floor).hasValue(50);
    }

    @Test
    void whatIsForgottenIsBelowTheFloor() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            floor.set(0);
            TagTable table = table(1 + random.nextInt(200));
            Map<Long, Long> model = new HashMap<>();
            int tags = 1 + random.nextInt(600);
            for (int i = 0; i < 2000; i++) {
                long tag = new Hash64().add(1L + random.nextInt(tags)).value() | 1;
                long time = 1L + i / 2 + random.nextInt(50);
                table.raise(tag, time);
                model.merge(tag, time, ClusterTime::max);

                long known = ClusterTime.max(table.get(tag), floor.get());
                assertThat(known).as("seed %d", seed).isGreaterThanOrEqualTo(model.get(tag));
            }
            model.forEach((tag, time) -> {
                long found = table.get(tag);
                assertThat(found).isIn(time, ClusterTime.NONE);
                assertThat(ClusterTime.max(found, floor.get())).isGreaterThanOrEqualTo(time);
            });
        }
    }

    @Test
    void concurrentReadersNeverSeeATooEarlyTime() throws Exception {
        int tags = 64; // many more than fit: slots change hands all the time
        TagTable table = table(TagTable.WAYS);
        AtomicLongArray raised = new AtomicLongArray(tags);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(700);
            Future<Long> writer = threads.submit(() -> {
                Random random = new Random(1);
                long time = 0;
                while (System.nanoTime() < end) {
                    int tag = random.nextInt(tags);
                    time++;
                    table.raise(name(tag), time);
                    raised.set(tag, time);
                }
                return time;
            });
            Future<?>[] readers = new Future<?>[3];
            for (int reader = 0; reader < readers.length; reader++) {
                int seed = reader;
                readers[reader] = threads.submit(() -> {
                    Random random = new Random(seed);
                    while (System.nanoTime() < end) {
                        int tag = random.nextInt(tags);
                        long least = raised.get(tag);
                        long inTable = table.get(name(tag));
                        long known = ClusterTime.max(inTable, floor.get());
                        if (ClusterTime.isAfter(least, known)) {
                            throw new AssertionError("tag " + tag + " was raised to " + least + ", read " + known);
                        }
                    }
                });
            }
            for (Future<?> reader : readers) {
                reader.get();
            }
            assertThat(writer.get()).isPositive();
        } finally {
            threads.shutdownNow();
        }
    }

    private static long name(int tag) {
        return new Hash64().add((long) tag).value() | 1;
    }
}
