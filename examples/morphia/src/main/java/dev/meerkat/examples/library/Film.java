package dev.meerkat.examples.library;

import dev.morphia.annotations.Entity;
import dev.morphia.annotations.Reference;
import org.jspecify.annotations.Nullable;

/** A film may be of a book, which is read when somebody asks for it. */
@Entity("items")
public class Film extends Item {

    private int minutes;

    @Reference(idOnly = true, lazy = true)
    private @Nullable Book of;

    protected Film() {}

    Film(String id, String title, int year, int copies, Shelf shelf, int minutes, @Nullable Book of, String... tags) {
        super(id, title, year, copies, shelf, tags);
        this.minutes = minutes;
        this.of = of;
    }

    public int minutes() {
        return minutes;
    }

    public @Nullable Book of() {
        return of;
    }
}
