package dev.meerkat.examples.demo.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistogramTest {

    private final Histogram histogram = new Histogram();

    @Test
    void nothingCountedIsZero() {
        assertThat(histogram.count()).isZero();
        assertThat(histogram.percentile(0.99)).isZero();
        assertThat(histogram.max()).isZero();
    }

    @Test
    void smallValuesAreExact() {
        for (int value = 1; value <= 50; value++) {
            histogram.add(value);
        }
        assertThat(histogram.percentile(0.5)).isEqualTo(25);
        assertThat(histogram.percentile(0.98)).isEqualTo(49);
        assertThat(histogram.max()).isEqualTo(50);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 63, 64, 65, 127, 128, 999, 1_000_000, 123_456_789_012L, Long.MAX_VALUE / 2})
    void aValueIsAtMostAThirtiethTooHigh(long value) {
        histogram.add(value);
        assertThat(histogram.max()).isBetween(value, value + value / 31);
    }

    @Test
    void percentilesAgreeWithSorting() {
        long[] values = new Random(7).longs(10_000, 0, 50_000_000).toArray();
        Arrays.stream(values).forEach(histogram::add);
        Arrays.sort(values);
        for (double share : new double[] {0.01, 0.5, 0.9, 0.99, 0.999}) {
            long exact = values[(int) Math.ceil(share * values.length) - 1];
            assertThat(histogram.percentile(share)).isBetween(exact, exact + exact / 31 + 1);
        }
    }

    @Test
    void twoHistogramsAddUpAndSurviveAsPairs() {
        histogram.add(10);
        Histogram other = new Histogram();
        other.add(10);
        other.add(5_000_000);
        histogram.add(other);
        Histogram copy = Histogram.of(histogram.pairs());
        assertThat(copy.count()).isEqualTo(3);
        assertThat(copy.percentile(0.6)).isEqualTo(10);
        assertThat(copy.max()).isEqualTo(histogram.max());
        copy.clear();
        assertThat(copy.count()).isZero();
    }
}
