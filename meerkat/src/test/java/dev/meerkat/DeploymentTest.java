package dev.meerkat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import dev.meerkat.changes.Hello;
import dev.meerkat.embedded.EmbeddedMongo;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Collections of the deployment that is watched are taken, those of others are not. */
class DeploymentTest {

    private Servers servers;
    private MongoCollection<Document> plain;

    @BeforeEach
    void start() {
        servers = new Servers();
        plain = servers.plain.getDatabase("shop").getCollection("users");
    }

    @AfterEach
    void stop() {
        servers.close();
    }

    @Test
    void aCollectionOfAnotherDeploymentIsRefused() {
        try (Meerkat meerkat = servers.alone();
                EmbeddedMongo other = EmbeddedMongo.start();
                MongoClient client = MongoClients.create(other.uri())) {
            MongoCollection<Document> foreign = client.getDatabase("shop").getCollection("users");
            foreign.insertOne(new Document("_id", 1));

            assertThatThrownBy(() -> meerkat.wrap(foreign))
                    .isInstanceOf(MeerkatException.class)
                    .hasMessageContaining("not of the MongoDB deployment that Meerkat watches")
                    .hasMessageContaining("Build another Meerkat");
            assertThatThrownBy(() -> meerkat.wrap(foreign, client)).isInstanceOf(MeerkatException.class);

            try (Meerkat others = servers.builder().mongoUri(other.uri()).build()) {
                assertThatThrownBy(() -> meerkat.wrap(foreign))
                        .as("has an epoch of its own")
                        .isInstanceOf(MeerkatException.class);
                assertThat(others.wrap(foreign).findById(1)).isPresent();
                assertThatThrownBy(() -> others.wrap(plain)).isInstanceOf(MeerkatException.class);
            }
        }
    }

    @Test
    void everyClientOfTheDeploymentIsTakenAndAskedOnce() {
        List<String> sent = new CopyOnWriteArrayList<>();
        CommandListener listener = new CommandListener() {
            @Override
            public void commandStarted(CommandStartedEvent event) {
                if (event.getCommandName().equals("find")) {
                    sent.add(event.getCommand().getString("find").getValue());
                }
            }
        };
        MongoClientSettings settings = MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(servers.mongo.uri()))
                .addCommandListener(listener)
                .build();
        try (Meerkat meerkat = servers.alone();
                MongoClient client = MongoClients.create(settings)) {
            for (int i = 0; i < 3; i++) {
                meerkat.wrap(client.getDatabase("shop").getCollection("users" + i));
            }
            assertThat(sent).containsExactly("meerkat.epochs");
        }
        sent.clear();
        try (MongoClient client = MongoClients.create(settings);
                Meerkat meerkat = Meerkat.builder()
                        .mongoClient(client)
                        .staticAssetDb("metadata")
                        .multiDb(true)
                        .build()) {
            assertThat(sent).contains("meerkat.epochs");
            sent.clear();
            meerkat.wrap(client.getDatabase("shop").getCollection("users"));
            meerkat.wrap(client.getDatabase("shop").getCollection("users"), client);
            assertThat(sent).as("Meerkat's own client").doesNotContain("meerkat.epochs");
        }
    }

    @Test
    void aClientWithoutAnAnswerIsNotTakenUnseen() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        try (Meerkat meerkat = servers.alone();
                MongoClient client =
                        MongoClients.create("mongodb://127.0.0.1:" + port + "/?serverSelectionTimeoutMS=300")) {
            MongoCollection<Document> silent = client.getDatabase("shop").getCollection("users");
            assertThatThrownBy(() -> meerkat.wrap(silent))
                    .isInstanceOf(MeerkatException.class)
                    .hasMessageContaining("wrap it again when MongoDB can be reached");
        }
    }

    /** For users who may not read the epoch. */
    @Test
    void aReplicaSetIsKnownByItsNameAndHosts() {
        try (EmbeddedMongo other = EmbeddedMongo.start();
                MongoClient client = MongoClients.create(other.uri());
                MongoConnection connection = MongoConnection.open(servers.mongo.uri(), null)) {
            ReplicaSet set = ReplicaSet.of(connection);
            assertThat(set.isSame(hello(servers.plain))).isTrue();
            assertThat(set.isSame(hello(client))).isFalse();
            assertThat(set.isSame(hello(servers.plain).append("setName", new BsonString("rs1"))))
                    .isFalse();
        }
    }

    private static BsonDocument hello(MongoClient client) {
        return Hello.of(client);
    }
}
