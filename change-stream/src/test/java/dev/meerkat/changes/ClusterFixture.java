package dev.meerkat.changes;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.WriteConcern;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import dev.meerkat.cache.ClusterTime;
import dev.meerkat.cache.Namespace;
import dev.meerkat.embedded.EmbeddedMongo;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.bson.BsonDocument;
import org.bson.Document;

/** An embedded MongoDB with a client, and a way to learn a write's operation time. */
final class ClusterFixture implements AutoCloseable {

    private final EmbeddedMongo server = EmbeddedMongo.start();
    private final AtomicInteger openings = new AtomicInteger();
    private final MongoClient client = MongoClients.create(MongoClientSettings.builder()
            .applyConnectionString(new ConnectionString(server.uri()))
            .addCommandListener(new OpeningListener(openings))
            .build());

    private record OpeningListener(AtomicInteger openings) implements CommandListener {

        @Override
        public void commandStarted(CommandStartedEvent event) {
            if (event.getCommandName().equals("aggregate")) {
                openings.incrementAndGet();
            }
        }
    }

    MongoClient client() {
        return client;
    }

    EmbeddedMongo server() {
        return server;
    }

    /** How often the client has asked for a change stream. */
    int openings() {
        return openings.get();
    }

    /** From now on getMores of change streams fail; {@code mode} as the command configureFailPoint knows it. */
    void failGetMores(int code, Object mode) {
        Document fault = new Document("failCommands", List.of("getMore"))
                .append("namespace", "admin.$cmd.aggregate")
                .append("errorCode", code);
        client.getDatabase("admin")
                .runCommand(new Document("configureFailPoint", "failCommand")
                        .append("mode", mode)
                        .append("data", fault));
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
