package dev.meerkat.embedded.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberQueueTest {

    private final NumberQueue queue = new NumberQueue();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void findsWhatASortedSetFinds(long seed) {
        Random random = new Random(seed);
        TreeSet<Long> model = new TreeSet<>();
        long last = 0;
        for (int step = 0; step < 5_000; step++) {
            // grows in the first half, shrinks in the second
            if (random.nextInt(10) < (step < 2_500 ? 7 : 3) || model.isEmpty()) {
                last += 1 + random.nextInt(3);
                queue.add(last);
                model.add(last);
            } else {
                assertThat(queue.first()).isEqualTo(model.pollFirst());
                queue.removeFirst();
            }
            long from = random.nextLong(last + 3);
            Long expected = model.ceiling(from);
            assertThat(queue.firstFrom(from)).isEqualTo(expected == null ? Long.MAX_VALUE : expected);
            assertThat(queue.room()).isLessThanOrEqualTo(Math.max(4, 4 * model.size()));
        }
    }

    @Test
    void hasNothingToRemoveWhenItIsEmpty() {
        assertThatThrownBy(queue::removeFirst).isInstanceOf(IllegalArgumentException.class);
        assertThat(queue.firstFrom(0)).isEqualTo(Long.MAX_VALUE);
    }
}
