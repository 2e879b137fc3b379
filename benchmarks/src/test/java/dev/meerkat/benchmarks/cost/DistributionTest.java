package dev.meerkat.benchmarks.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DistributionTest {

    @Test
    void aQuantileIsAlwaysATimeThatWasMeasured() {
        Distribution hundred = Distribution.of(LongStream.rangeClosed(1, 100)
                .map(i -> (101 - i) * 1_000_000)
                .boxed()
                .toList());

        assertThat(hundred.millis(0.5)).isEqualTo(50);
        assertThat(hundred.millis(0.99)).isEqualTo(99);
        assertThat(hundred.millis(0.999)).isEqualTo(100);
        assertThat(hundred.millis(1)).isEqualTo(100);
        assertThat(hundred.size()).isEqualTo(100);
    }

    @Test
    void whatWasNeverMeasuredHasNoQuantile() {
        assertThat(Distribution.of(List.of()).millis(0.5)).isNaN();
        assertThat(Distribution.of(List.of()).shareBelowZero()).isNaN();
    }

    @Test
    void timesBelowZeroAreAShareOfAll() {
        assertThat(Distribution.of(List.of(-5L, 0L, 7L, 9L)).shareBelowZero()).isEqualTo(0.25);
    }
}
