package dev.meerkat.examples.library;

import static dev.meerkat.examples.library.InEachMode.ids;
import static org.assertj.core.api.Assertions.assertThat;

import dev.morphia.query.FindOptions;
import dev.morphia.query.Sort;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Results in order and in pieces. */
interface Paging extends InEachMode {

    @Test
    default void theFirstPageIsFull() {
        assertThat(ids(read(() -> catalogue().page(0, 4))))
                .containsExactly("bride", "frankenstein", "metropolis", "manifesto");
    }

    @Test
    default void theLastPageIsShorter() {
        assertThat(ids(read(() -> catalogue().page(1, 4)))).containsExactly("machine", "war");
    }

    @Test
    default void beyondTheLastPageIsNothing() {
        assertThat(read(() -> catalogue().page(2, 4))).isEmpty();
    }

    @Test
    default void theNewestIsFound() {
        assertThat(read(() -> datastore()
                                .find(Item.class, new FindOptions().sort(Sort.descending("year")))
                                .first())
                        .id())
                .isEqualTo("bride");
    }

    @Test
    default void itemsComeInTheOrderOfSeveralFields() {
        List<Item> items = read(() -> datastore()
                .find(Item.class, new FindOptions().sort(Sort.ascending("shelf.room"), Sort.descending("shelf.number")))
                .iterator()
                .toList());
        assertThat(ids(items)).containsExactly("bride", "metropolis", "war", "frankenstein", "machine", "manifesto");
    }

    @Test
    default void aPageMovesWhenSomethingNewComesBeforeIt() {
        assertThat(ids(read(() -> catalogue().page(0, 2)))).containsExactly("bride", "frankenstein");
        datastore().insert(new Film("alien", "Alien", 1979, 1, new Shelf("films", 3), 117, null, "horror"));
        assertThat(ids(read(() -> catalogue().page(0, 2)))).containsExactly("alien", "bride");
    }
}
