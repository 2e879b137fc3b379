package dev.meerkat.examples.library;

import dev.morphia.Datastore;
import java.util.List;

/** What the library begins with. */
final class Holdings {

    private Holdings() {}

    static void fill(Datastore datastore) {
        Author shelley = new Author("shelley", "Mary Shelley", 1797);
        Author wells = new Author("wells", "H. G. Wells", 1866);
        Author marx = new Author("marx", "Karl Marx", 1818);
        Author engels = new Author("engels", "Friedrich Engels", 1820);
        datastore.insert(List.of(shelley, wells, marx, engels));

        Book frankenstein = new Book(
                "frankenstein",
                "Frankenstein",
                1818,
                2,
                new Shelf("novels", 2),
                280,
                List.of(shelley),
                "horror",
                "classic");
        Book machine = new Book(
                "machine",
                "The Time Machine",
                1895,
                1,
                new Shelf("novels", 1),
                118,
                List.of(wells),
                "travel",
                "classic");
        Book war =
                new Book("war", "The War of the Worlds", 1898, 3, new Shelf("novels", 3), 287, List.of(wells), "war");
        Book manifesto = new Book(
                "manifesto",
                "The Communist Manifesto",
                1848,
                5,
                new Shelf("politics", 1),
                23,
                List.of(marx, engels),
                "classic");
        datastore.insert(List.of(frankenstein, machine, war, manifesto));
        datastore.insert(List.of(
                new Film("metropolis", "Metropolis", 1927, 1, new Shelf("films", 1), 153, null, "classic"),
                new Film(
                        "bride", "Bride of Frankenstein", 1935, 1, new Shelf("films", 2), 75, frankenstein, "horror")));
        datastore.insert(List.of(new Member("ada", "ada@example.org"), new Member("bob", "bob@example.org")));
    }
}
