package dev.meerkat.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class DrawsTest {

    @Test
    void theSameSeedDrawsTheSame() {
        assertThat(keys(1)).isEqualTo(keys(1)).isNotEqualTo(keys(2));
    }

    @Test
    void allKeysAreReadAndAFewOfThemOften() {
        long[] counts = new long[Corpus.POSTCODES];
        for (int key : keys(3)) {
            counts[key]++;
        }

        assertThat(counts).doesNotContain(0);
        assertThat(IntStream.range(0, counts.length)
                        .mapToLong(key -> counts[key])
                        .max()
                        .orElseThrow())
                .isGreaterThan(Draws.DRAWN / 10);
    }

    @Test
    void theShareOfReadsIsAsTold() {
        Draws draws = new Draws(4, 90, Corpus.USERS);
        int writes = 0;
        for (int i = 0; i < Draws.DRAWN; i++) {
            draws.advance();
            if (draws.writes()) {
                writes++;
                assertThat(draws.user()).isBetween(0, Corpus.USERS - 1);
            }
        }

        assertThat(writes).isBetween(Draws.DRAWN / 12, Draws.DRAWN / 8);
    }

    private static int[] keys(long seed) {
        Draws draws = new Draws(seed, 100, Corpus.POSTCODES);
        int[] keys = new int[Draws.DRAWN];
        for (int i = 0; i < keys.length; i++) {
            draws.advance();
            keys[i] = draws.key();
        }
        return keys;
    }
}
