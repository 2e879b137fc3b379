package dev.meerkat.examples.library;

import static dev.morphia.query.filters.Filters.eq;
import static dev.morphia.query.updates.UpdateOperators.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.morphia.UpdateOptions;
import dev.morphia.mapping.lazy.proxy.ReferenceException;
import dev.morphia.query.Query;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What refers to documents of other collections: each is read, and cached, by itself. */
interface References extends InEachMode {

    private List<String> authors(String book) {
        return read(() -> ((Book) catalogue().byId(book).orElseThrow())
                .authors().stream().map(Author::name).toList());
    }

    private Query<Author> author(String id) {
        return datastore().find(Author.class).filter(eq("_id", id));
    }

    @Test
    default void aBookComesWithItsAuthors() {
        assertThat(authors("manifesto")).containsExactly("Karl Marx", "Friedrich Engels");
    }

    @Test
    default void anAuthorsNewNameIsSeenInTheBook() {
        assertThat(authors("frankenstein")).containsExactly("Mary Shelley");
        author("shelley").update(new UpdateOptions(), set("name", "Mary Godwin"));
        assertThat(authors("frankenstein")).containsExactly("Mary Godwin");
    }

    @Test
    default void anAuthorWhoIsGoneIsMissed() {
        assertThat(authors("war")).containsExactly("H. G. Wells");
        author("wells").delete();
        assertThatThrownBy(() -> authors("war")).isInstanceOf(ReferenceException.class);
    }

    @Test
    default void aFilmsBookIsReadWhenItIsAskedFor() {
        Film bride = (Film) catalogue().byId("bride").orElseThrow();
        assertThat(bride.minutes()).isEqualTo(75);
        assertThat(read(() -> {
                    Film film = (Film) catalogue().byId("bride").orElseThrow();
                    return Objects.requireNonNull(film.of()).title();
                }))
                .isEqualTo("Frankenstein");
    }

    @Test
    default void aBooksNewTitleIsSeenThroughTheFilm() {
        Film bride = (Film) catalogue().byId("bride").orElseThrow();
        item("frankenstein").update(new UpdateOptions(), set("title", "The Modern Prometheus"));
        assertThat(Objects.requireNonNull(bride.of()).title()).isEqualTo("The Modern Prometheus");
    }
}
