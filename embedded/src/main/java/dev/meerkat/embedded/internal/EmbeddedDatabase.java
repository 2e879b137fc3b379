package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.DatabaseResolver;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.Oplog;
import de.bwaldvogel.mongo.wire.message.MongoQuery;
import io.netty.channel.Channel;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The collections of one database by name. The library's aggregation stages see it as their database. */
final class EmbeddedDatabase implements MongoDatabase {

    private final String name;
    private final Catalog catalog;
    private final Map<String, EmbeddedCollection> collections = new TreeMap<>();

    EmbeddedDatabase(String name, Catalog catalog) {
        this.name = name;
        this.catalog = catalog;
    }

    /** Collections and views by name; whoever changes it writes the change log. */
    Map<String, EmbeddedCollection> collections() {
        return collections;
    }

    @Nullable
    EmbeddedCollection collection(String collectionName) {
        EmbeddedCollection collection = collections.get(collectionName);
        if (collection != null) {
            catalog.isolation().touch(collection);
        }
        return collection;
    }

    @Override
    public String getDatabaseName() {
        return name;
    }

    @Override
    public boolean isEmpty() {
        return collections.isEmpty();
    }

    @Override
    public MongoCollection<?> createCollectionOrThrowIfExists(String collectionName, CollectionOptions options) {
        return catalog.create(new Namespace(name, collectionName), CollectionSettings.none());
    }

    @Override
    public @Nullable MongoCollection<?> resolveCollection(String collectionName, boolean throwIfNotFound) {
        return collection(collectionName);
    }

    @Override
    public void dropCollection(String collectionName, Oplog oplog) {
        catalog.drop(new Namespace(name, collectionName));
    }

    @Override
    public void handleClose(Channel channel) {
        // nothing is kept per connection
    }

    @Override
    public Document handleCommand(
            Channel channel, String command, Document query, DatabaseResolver resolver, Oplog oplog) {
        throw new UnsupportedOperationException("commands are dispatched before they reach a database");
    }

    @Override
    public QueryResult handleQuery(MongoQuery query) {
        throw new UnsupportedOperationException("commands are dispatched before they reach a database");
    }

    @Override
    public void drop(Oplog oplog) {
        catalog.dropDatabase(name);
    }

    @Override
    public void moveCollection(MongoDatabase from, MongoCollection<?> collection, String newName) {
        Namespace target = new Namespace(name, newName);
        catalog.rename(new Namespace(from.getDatabaseName(), collection.getCollectionName()), target, false);
    }

    @Override
    public void unregisterCollection(String collectionName) {
        collections.remove(collectionName);
    }

    @Override
    public String toString() {
        return name;
    }
}
