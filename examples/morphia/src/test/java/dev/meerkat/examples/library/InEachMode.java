package dev.meerkat.examples.library;

import static dev.morphia.query.filters.Filters.eq;

import dev.meerkat.Meerkat;
import dev.morphia.Datastore;
import dev.morphia.query.Query;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/** What tests that run in each mode share. */
interface InEachMode {

    /** What a read gives, done as the mode does it: it checks by itself what is sent. */
    <T> T read(Supplier<T> read);

    Library library();

    Meerkat meerkat();

    SentCommands sent();

    default Datastore datastore() {
        return library().datastore();
    }

    default Catalogue catalogue() {
        return library().catalogue();
    }

    default Query<Item> item(String id) {
        return datastore().find(Item.class).filter(eq("_id", id));
    }

    default Item readItem(String id) {
        return read(() -> catalogue().byId(id).orElseThrow());
    }

    static List<String> ids(Collection<? extends Item> items) {
        return items.stream().map(Item::id).toList();
    }
}
