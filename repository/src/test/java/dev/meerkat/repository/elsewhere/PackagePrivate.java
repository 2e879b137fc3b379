package dev.meerkat.repository.elsewhere;

import com.mongodb.client.MongoCollection;
import dev.meerkat.repository.NoCache;
import org.bson.Document;

/** A base class with a method that no other package can override. */
public class PackagePrivate {

    private final MongoCollection<Document> users;

    /** Works on the collection. */
    public PackagePrivate(MongoCollection<Document> users) {
        this.users = users;
    }

    @NoCache
    long count() {
        return users.countDocuments();
    }
}
