package dev.meerkat.repository.elsewhere;

import com.mongodb.client.MongoCollection;
import dev.meerkat.repository.CacheFor;
import dev.meerkat.repository.Db;
import java.util.function.LongSupplier;
import org.bson.Document;

/** A repository that a class loader of its own can define. */
public class LoadedUsers implements LongSupplier {

    private final MongoCollection<Document> users;

    /** Works on the collection. */
    public LoadedUsers(MongoCollection<Document> users) {
        this.users = users;
    }

    @Override
    @CacheFor("1m")
    public long getAsLong() {
        return users.countDocuments(new Document("plan", "premium"));
    }

    /** Counts in a database. */
    public long in(@Db String database) {
        return users.countDocuments();
    }
}
