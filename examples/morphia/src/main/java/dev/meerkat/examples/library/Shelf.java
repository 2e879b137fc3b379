package dev.meerkat.examples.library;

import dev.morphia.annotations.Entity;

/** Where something stands; part of its item. */
@Entity
public class Shelf {

    private String room;
    private int number;

    Shelf(String room, int number) {
        this.room = room;
        this.number = number;
    }

    public String room() {
        return room;
    }

    public int number() {
        return number;
    }
}
