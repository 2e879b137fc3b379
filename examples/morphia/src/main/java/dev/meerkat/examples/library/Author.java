package dev.meerkat.examples.library;

import dev.morphia.annotations.Entity;
import dev.morphia.annotations.Id;
import dev.morphia.annotations.Indexed;

/** Who has written a book. */
@Entity("authors")
public class Author {

    @Id
    private String id;

    @Indexed
    private String name;

    private int born;

    Author(String id, String name, int born) {
        this.id = id;
        this.name = name;
        this.born = born;
    }

    public String id() {
        return id;
    }

    public String name() {
        return name;
    }

    public int born() {
        return born;
    }
}
