package dev.meerkat.examples.library;

import static dev.meerkat.examples.library.InEachMode.ids;
import static dev.morphia.query.filters.Filters.all;
import static dev.morphia.query.filters.Filters.and;
import static dev.morphia.query.filters.Filters.eq;
import static dev.morphia.query.filters.Filters.exists;
import static dev.morphia.query.filters.Filters.gte;
import static dev.morphia.query.filters.Filters.in;
import static dev.morphia.query.filters.Filters.lt;
import static dev.morphia.query.filters.Filters.or;
import static dev.morphia.query.filters.Filters.size;
import static org.assertj.core.api.Assertions.assertThat;

import dev.morphia.query.FindOptions;
import dev.morphia.query.MorphiaCursor;
import dev.morphia.query.Sort;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** Queries with filters and projections. */
interface Finding extends InEachMode {

    @Test
    default void anItemIsFoundByItsId() {
        assertThat(read(() -> catalogue().byId("war")).map(Item::title)).hasValue("The War of the Worlds");
    }

    @Test
    default void whatIsNotThereIsNotFound() {
        assertThat(read(() -> catalogue().byId("peace"))).isEmpty();
    }

    @Test
    default void anItemIsFoundByItsTitle() {
        assertThat(read(() -> catalogue().byTitle("Metropolis")).map(Item::id)).hasValue("metropolis");
    }

    @Test
    default void anItemIsReadAsWhatItIs() {
        assertThat(readItem("war")).isInstanceOf(Book.class);
        assertThat(readItem("metropolis")).isInstanceOf(Film.class);
    }

    @Test
    default void oneKindIsFoundWithoutTheOthers() {
        assertThat(ids(read(() -> catalogue().films()))).containsExactly("bride", "metropolis");
        assertThat(read(() -> datastore().find(Book.class).count())).isEqualTo(4);
    }

    @Test
    default void itemsAreFoundByTheBeginningOfTheirTitles() {
        assertThat(ids(read(() -> catalogue().titled("the ")))).containsExactly("manifesto", "machine", "war");
    }

    @Test
    default void itemsAreFoundBetweenYears() {
        assertThat(ids(read(() -> catalogue().madeBetween(1890, 1930))))
                .containsExactly("machine", "war", "metropolis");
    }

    @Test
    default void itemsAreFoundByAPartOfThem() {
        assertThat(ids(read(() -> catalogue().inRoom("novels")))).containsExactly("machine", "frankenstein", "war");
    }

    @Test
    default void itemsAreFoundByTag() {
        assertThat(ids(read(() -> catalogue().tagged("horror")))).containsExactly("bride", "frankenstein");
    }

    @Test
    default void booksAreFoundByTheirAuthor() {
        Author wells = read(() ->
                datastore().find(Author.class).filter(eq("name", "H. G. Wells")).first());
        assertThat(ids(read(() -> catalogue().by(wells)))).containsExactly("machine", "war");
    }

    @Test
    default void conditionsAreCombined() {
        assertThat(ids(read(() -> datastore()
                        .find(Item.class, new FindOptions().sort(Sort.ascending("year")))
                        .filter(or(and(gte("copies", 3), lt("year", 1850)), in("_id", List.of("bride"))))
                        .iterator()
                        .toList())))
                .containsExactly("manifesto", "bride");
    }

    @Test
    default void itemsAreFoundByWhatTheirListsHold() {
        assertThat(read(() -> datastore()
                        .find(Book.class)
                        .filter(size("authors", 2), exists("pages"))
                        .count()))
                .isEqualTo(1);
        assertThat(ids(read(() -> datastore()
                        .find(Item.class)
                        .filter(all("tags", List.of("horror", "classic")))
                        .iterator()
                        .toList())))
                .containsExactly("frankenstein");
    }

    @Test
    default void aQueryIsStatedInMongosOwnWords() {
        assertThat(ids(read(() -> datastore()
                        .find(Item.class, new Document("year", new Document("$gt", 1930)))
                        .iterator()
                        .toList())))
                .containsExactly("bride");
    }

    @Test
    default void allAreCounted() {
        assertThat(read(() -> catalogue().count())).isEqualTo(6);
    }

    @Test
    default void onlyWhatIsAskedForIsRead() {
        Item war = read(() -> datastore()
                .find(Item.class, new FindOptions().projection().include("title"))
                .filter(eq("_id", "war"))
                .first());
        assertThat(war.title()).isEqualTo("The War of the Worlds");
        assertThat(war.year()).isZero();
    }

    @Test
    default void anIteratorGoesThroughAll() {
        assertThat(read(() -> {
                    List<String> found = new ArrayList<>();
                    try (MorphiaCursor<Film> films =
                            datastore().find(Film.class).iterator()) {
                        while (films.hasNext()) {
                            found.add(films.next().id());
                        }
                    }
                    return found;
                }))
                .containsExactlyInAnyOrder("bride", "metropolis");
    }

    @Test
    default void itemsAreStreamed() {
        assertThat(read(() -> datastore().find(Book.class).stream()
                        .mapToInt(Book::pages)
                        .sum()))
                .isEqualTo(708);
    }

    @Test
    default void everyFieldComesBackAsItWasWritten() {
        Book manifesto = (Book) readItem("manifesto");
        assertThat(manifesto.tags()).containsExactly("classic");
        assertThat(manifesto.shelf().room()).isEqualTo("politics");
        assertThat(manifesto.shelf().number()).isEqualTo(1);
        assertThat(manifesto.version()).isEqualTo(1);
        assertThat(manifesto.pages()).isEqualTo(23);
    }

    @Test
    default void eachReaderGetsObjectsOfItsOwn() {
        readItem("war").tags().add("scribbled");
        assertThat(readItem("war").tags()).containsExactly("war");
    }

    @Test
    default void anObjectIsReadAnew() {
        Item war = readItem("war");
        war.rename("No War");
        read(() -> {
            datastore().refresh(war);
            return war.title();
        });
        assertThat(war.title()).isEqualTo("The War of the Worlds");
    }
}
