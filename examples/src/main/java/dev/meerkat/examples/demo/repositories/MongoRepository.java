package dev.meerkat.examples.demo.repositories;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.util.Optional;

/**
 * What repositories of one collection have in common. Thread-safe.
 *
 * @param <T> the type that documents become
 * @param <I> the type that their {@code _id}s become
 */
abstract class MongoRepository<T, I> {

    private final MongoCollection<T> collection;

    MongoRepository(MongoDatabase database, String name, Class<T> type) {
        this.collection = database.getCollection(name, type);
    }

    /** The one with this id. */
    public Optional<T> byId(I id) {
        return Optional.ofNullable(collection.find(eq("_id", id)).first());
    }

    MongoCollection<T> collection() {
        return collection;
    }
}
