package dev.meerkat.application;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.inc;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import java.lang.invoke.MethodHandles;
import java.util.Objects;
import org.bson.Document;

/** A repository over the driver. */
public class UserRepository implements Users {

    private final MongoCollection<Document> users;

    public UserRepository(MongoClient client) {
        users = client.getDatabase("shop").getCollection("users");
    }

    public static MethodHandles.Lookup lookup() {
        return MethodHandles.lookup();
    }

    @Override
    public Document byId(int id) {
        return Objects.requireNonNull(users.find(eq(id)).first());
    }

    @Override
    public void count(int id) {
        users.updateOne(eq(id), inc("n", 1));
    }
}
