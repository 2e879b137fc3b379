package dev.meerkat.faults.load;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoDatabase;
import java.util.Random;
import org.bson.Document;

/** Sets whose documents are only ever inserted, and counted. */
final class GrowingSets {

    private static final int SETS = 6;

    private GrowingSets() {}

    static int any(Random lots) {
        return lots.nextInt(SETS);
    }

    static long count(MongoDatabase database, int set) {
        return database.getCollection("set" + set).countDocuments(eq("set", set));
    }

    static void insert(MongoDatabase database, int set, long id) {
        database.getCollection("set" + set).insertOne(new Document("_id", id).append("set", set));
    }
}
