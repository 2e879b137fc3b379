package dev.meerkat.examples.library;

import dev.morphia.annotations.Entity;
import dev.morphia.annotations.Field;
import dev.morphia.annotations.Id;
import dev.morphia.annotations.Index;
import dev.morphia.annotations.Indexes;
import dev.morphia.annotations.Version;
import java.util.ArrayList;
import java.util.List;

/** What the library lends. All kinds lie in one collection. */
@Entity("items")
@Indexes({
    @Index(fields = @Field("title")),
    @Index(fields = @Field("tags")),
    @Index(fields = {@Field("shelf.room"), @Field("shelf.number")})
})
public abstract class Item {

    @Id
    private String id;

    private String title;
    private int year;
    private int copies;
    private List<String> tags = new ArrayList<>();
    private Shelf shelf;

    @Version
    private long version;

    @SuppressWarnings("NullAway.Init") // Morphia fills the fields
    protected Item() {}

    Item(String id, String title, int year, int copies, Shelf shelf, String... tags) {
        this.id = id;
        this.title = title;
        this.year = year;
        this.copies = copies;
        this.shelf = shelf;
        this.tags = new ArrayList<>(List.of(tags));
    }

    public String id() {
        return id;
    }

    public String title() {
        return title;
    }

    void rename(String newTitle) {
        title = newTitle;
    }

    public int year() {
        return year;
    }

    /** How many of them are here and can be lent. */
    public int copies() {
        return copies;
    }

    public List<String> tags() {
        return tags;
    }

    public Shelf shelf() {
        return shelf;
    }

    public long version() {
        return version;
    }
}
