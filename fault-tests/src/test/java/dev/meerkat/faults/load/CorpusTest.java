package dev.meerkat.faults.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CorpusTest {

    private final Random lots = new Random(1);

    @Test
    void everyDocumentIsInItsGroupWhichIsAsLargeAsAll() {
        for (int document = 0; document < Corpus.SIZE; document++) {
            int itself = document;
            assertThat(Corpus.groupOf(document))
                    .hasSize(Corpus.GROUP)
                    .contains(document)
                    .allMatch(member -> Corpus.group(member) == Corpus.group(itself))
                    .allMatch(member -> Corpus.groupOf(member).contains(itself));
        }
    }

    @Test
    void everyDocumentHasExactlyOneWriter() {
        Set<Integer> written = new HashSet<>();
        int all = 0;
        for (int writer = 0; writer <= Corpus.WRITERS; writer++) {
            for (int part = 0; part < 2; part++) {
                Set<Integer> its = drawn(writer, part);
                all += its.size();
                written.addAll(its);
            }
        }

        assertThat(written).hasSize(all).hasSize(Corpus.SIZE);
    }

    @Test
    void everyDocumentIsRead() {
        assertThat(IntStream.generate(() -> Corpus.toRead(lots)).limit(100_000).distinct())
                .hasSize(Corpus.SIZE);
    }

    private Set<Integer> drawn(int writer, int part) {
        Set<Integer> drawn = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            drawn.add(Corpus.toWrite(lots, writer, part, 2));
        }
        return drawn;
    }
}
