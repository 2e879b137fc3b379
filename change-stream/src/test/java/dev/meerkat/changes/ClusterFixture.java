package dev.meerkat.changes;

import com.mongodb.WriteConcern;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import dev.meerkat.cache.ClusterTime;
import dev.meerkat.cache.Namespace;
import dev.meerkat.embedded.EmbeddedMongo;
import java.util.function.BiConsumer;
import org.bson.BsonDocument;

/** An embedded MongoDB with a client, and a way to learn a write's operation time. */
final class ClusterFixture implements AutoCloseable {

    private final EmbeddedMongo server = EmbeddedMongo.start();
    private final MongoClient client = MongoClients.create(server.uri());

    MongoClient client() {
        return client;
    }

    EmbeddedMongo server() {
        return server;
    }

    long write(Namespace namespace, BiConsumer<ClientSession, MongoCollection<BsonDocument>> change) {
        try (ClientSession session = client.startSession()) {
            MongoCollection<BsonDocument> collection = client.getDatabase(namespace.database())
                    .getCollection(namespace.collection(), BsonDocument.class)
                    .withWriteConcern(WriteConcern.MAJORITY);
            change.accept(session, collection);
            return ClusterTime.of(session.getOperationTime());
        }
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
