package dev.meerkat.examples.library;

import dev.morphia.annotations.Entity;
import dev.morphia.annotations.Reference;
import java.util.ArrayList;
import java.util.List;

/** A book refers to its authors; whoever reads it reads them as well. */
@Entity("items")
public class Book extends Item {

    private int pages;

    @Reference(idOnly = true)
    private List<Author> authors = new ArrayList<>();

    protected Book() {}

    Book(String id, String title, int year, int copies, Shelf shelf, int pages, List<Author> authors, String... tags) {
        super(id, title, year, copies, shelf, tags);
        this.pages = pages;
        this.authors = new ArrayList<>(authors);
    }

    public int pages() {
        return pages;
    }

    public List<Author> authors() {
        return authors;
    }
}
