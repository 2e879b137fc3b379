package dev.meerkat.cache.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.cache.spi.RecordId;
import org.junit.jupiter.api.Test;

final class ChainTest {

    private final Chain chain = new Chain();

    @Test
    void itHasWhatWasAddedAndNothingElse() {
        add("1-3", "1-4", "2-1", "2-2", "2-5");

        for (String id : new String[] {"1-3", "1-4", "2-1", "2-2", "2-5"}) {
            assertThat(has(id)).as(id).isTrue();
        }
        for (String id : new String[] {"1-2", "1-5", "2-3", "2-4", "2-6", "3-1"}) {
            assertThat(has(id)).as(id).isFalse();
        }
        assertThat(chain.contains(null)).isFalse();
    }

    @Test
    void itForgetsTheOldestStretchesAfterManyTerms() {
        for (int term = 1; term <= 100; term++) {
            add(term + "-1", term + "-2");
        }
        assertThat(has("100-1")).isTrue();
        assertThat(has("90-2")).isTrue();
        assertThat(has("1-1")).isFalse();
    }

    private void add(String... ids) {
        for (String id : ids) {
            chain.add(RecordId.parse(id));
        }
    }

    private boolean has(String id) {
        return chain.contains(RecordId.parse(id));
    }
}
