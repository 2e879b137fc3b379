package dev.meerkat.examples.library;

import static dev.morphia.aggregation.expressions.AccumulatorExpressions.sum;
import static dev.morphia.aggregation.expressions.Expressions.value;
import static dev.morphia.aggregation.stages.Group.group;
import static dev.morphia.aggregation.stages.Group.id;
import static dev.morphia.aggregation.stages.Unwind.unwind;
import static dev.morphia.query.filters.Filters.eq;
import static dev.morphia.query.filters.Filters.gt;
import static dev.morphia.query.filters.Filters.gte;
import static dev.morphia.query.filters.Filters.lt;
import static dev.morphia.query.filters.Filters.regex;

import dev.meerkat.repository.CacheFor;
import dev.meerkat.repository.NoCache;
import dev.morphia.Datastore;
import dev.morphia.aggregation.stages.Sort;
import dev.morphia.query.FindOptions;
import dev.morphia.query.Query;
import java.util.List;
import java.util.Optional;

/** Finds items. */
public class Catalogue {

    private final Datastore datastore;

    /** Finds items in this datastore, which caches where its client does. */
    public Catalogue(Datastore datastore) {
        this.datastore = datastore;
    }

    public Optional<Item> byId(String id) {
        return Optional.ofNullable(
                datastore.find(Item.class).filter(eq("_id", id)).first());
    }

    public Optional<Item> byTitle(String title) {
        return Optional.ofNullable(
                datastore.find(Item.class).filter(eq("title", title)).first());
    }

    public List<Item> titled(String beginning) {
        return all(datastore
                .find(Item.class, inOrderOf("title"))
                .filter(regex("title", "^" + beginning).caseInsensitive()));
    }

    public List<Item> madeBetween(int first, int beyond) {
        return all(datastore.find(Item.class, inOrderOf("year")).filter(gte("year", first), lt("year", beyond)));
    }

    public List<Item> inRoom(String room) {
        return all(datastore.find(Item.class, inOrderOf("shelf.number")).filter(eq("shelf.room", room)));
    }

    public List<Item> tagged(String tag) {
        return all(datastore.find(Item.class, inOrderOf("title")).filter(eq("tags", tag)));
    }

    public List<Book> by(Author author) {
        return all(datastore.find(Book.class, inOrderOf("year")).filter(eq("authors", author)));
    }

    public List<Film> films() {
        return all(datastore.find(Film.class, inOrderOf("title")));
    }

    /** The items by title, some at a time. */
    public List<Item> page(int page, int size) {
        return all(
                datastore.find(Item.class, inOrderOf("title").skip(page * size).limit(size)));
    }

    public long count() {
        return datastore.find(Item.class).count();
    }

    /** How many items each tag has, those with the most first. */
    public List<TagCount> tags() {
        return datastore
                .aggregate(Item.class)
                .unwind(unwind("tags"))
                .group(group(id("tags")).field("items", sum(value(1))))
                .sort(Sort.sort().descending("items").ascending("_id"))
                .execute(TagCount.class)
                .toList();
    }

    // tag::annotations[]
    /** Whether one is here now, asked at the counter. */
    @NoCache
    public boolean isHere(String id) {
        return datastore.find(Item.class).filter(eq("_id", id), gt("copies", 0)).count() > 0;
    }

    /** The year's list, which need not be read again all day. */
    @CacheFor("1d")
    public List<Item> madeIn(int year) {
        return madeBetween(year, year + 1);
    }
    // end::annotations[]

    private static FindOptions inOrderOf(String field) {
        return new FindOptions().sort(dev.morphia.query.Sort.ascending(field));
    }

    private static <T> List<T> all(Query<T> query) {
        return query.iterator().toList();
    }
}
