package dev.meerkat.ways;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.UpdateOptions;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** What an application has to do with a collection of names. */
interface Names {

    String COLLECTION = "names";

    /** The name; null where there is none. */
    @Nullable
    String nameOf(int id);

    /** The same, in two steps of its own. */
    default List<@Nullable String> namesOf(int first, int second) {
        return java.util.Arrays.asList(nameOf(first), nameOf(second));
    }

    void rename(int id, String name);

    static @Nullable String read(MongoCollection<Document> names, int id) {
        Document found = names.find(eq("_id", id)).first();
        return found == null ? null : found.getString("name");
    }

    static void write(MongoCollection<Document> names, int id, String name) {
        names.updateOne(eq("_id", id), set("name", name), new UpdateOptions().upsert(true));
    }
}
