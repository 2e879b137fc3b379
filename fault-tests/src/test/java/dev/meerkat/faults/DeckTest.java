package dev.meerkat.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.faults.fault.Catalog;
import dev.meerkat.faults.fault.Fault;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DeckTest {

    @Test
    void eachFaultComesOnceBeforeAnyComesAgain() {
        Deck deck = new Deck(Catalog.faults(), new Random(1));
        int all = Catalog.faults().size();

        List<Fault> first = Stream.generate(deck::draw).limit(all).toList();
        List<Fault> second = Stream.generate(deck::draw).limit(all).toList();

        assertThat(first).containsExactlyInAnyOrderElementsOf(Catalog.faults());
        assertThat(second).containsExactlyInAnyOrderElementsOf(Catalog.faults()).isNotEqualTo(first);
    }

    @Test
    void theSameSeedGivesTheSameOrder() {
        Deck one = new Deck(Catalog.faults(), new Random(5));
        Deck other = new Deck(Catalog.faults(), new Random(5));

        assertThat(Stream.generate(one::draw).limit(50))
                .containsExactlyElementsOf(
                        Stream.generate(other::draw).limit(50).toList());
    }
}
