package dev.meerkat.examples.library;

import dev.morphia.annotations.Entity;
import dev.morphia.annotations.Id;

/** How many items have a tag. */
@Entity
public class TagCount {

    @Id
    private String tag;

    private int items;

    TagCount(String tag, int items) {
        this.tag = tag;
        this.items = items;
    }

    public String tag() {
        return tag;
    }

    public int items() {
        return items;
    }

    @Override
    public String toString() {
        return tag + " " + items;
    }
}
