package dev.meerkat.examples.library;

import dev.morphia.annotations.Entity;
import dev.morphia.annotations.EntityListeners;
import dev.morphia.annotations.Id;
import dev.morphia.annotations.Indexed;
import dev.morphia.annotations.PostLoad;
import dev.morphia.annotations.PrePersist;
import dev.morphia.annotations.Reference;
import dev.morphia.annotations.Transient;
import java.time.LocalDate;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/** That a member has an item at home. */
@Entity("loans")
@EntityListeners(Journal.class)
@SuppressWarnings("deprecation") // Morphia will ask for the type that the journal already has
public class Loan {

    @Id
    private @Nullable ObjectId id;

    @Reference
    @Indexed
    private Member member;

    @Reference(idOnly = true)
    private Item item;

    private LocalDate from;
    private @Nullable LocalDate due;

    @Transient
    private boolean loaded;

    @SuppressWarnings("NullAway.Init") // Morphia fills the fields
    protected Loan() {}

    Loan(Member member, Item item, LocalDate from) {
        this.member = member;
        this.item = item;
        this.from = from;
    }

    @PrePersist
    void fallsDue() {
        if (due == null) {
            due = from.plusWeeks(4);
        }
    }

    @PostLoad
    void loaded() {
        loaded = true;
    }

    /** Null until it is written. */
    public @Nullable ObjectId id() {
        return id;
    }

    public Member member() {
        return member;
    }

    public Item item() {
        return item;
    }

    public @Nullable LocalDate due() {
        return due;
    }

    /** Whether it has been read, rather than made. */
    public boolean isLoaded() {
        return loaded;
    }
}
