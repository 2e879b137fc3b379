package dev.meerkat.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoSecurityException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.connection.ClusterType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.bson.BsonTimestamp;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class HandshakeTest extends MongoFixture {

    @Test
    void theDriverSeesAReplicaSetOfOneNodeAtTheAddressThatItConnectsTo() {
        admin(new Document("ping", 1));

        assertThat(client.getClusterDescription().getType()).isEqualTo(ClusterType.REPLICA_SET);
        Document hello = admin(new Document("isMaster", 1));
        assertThat(hello.getString("setName")).isEqualTo("rs0");
        assertThat(hello.getList("hosts", String.class)).isEqualTo(List.of("127.0.0.1:" + mongo.port()));
        assertThat(hello).doesNotContainKey("topologyVersion");
    }

    @Test
    void everyReplyCarriesOperationTimeAndClusterTime() {
        Document ping = admin(new Document("ping", 1));

        assertThat(ping.get("operationTime")).isInstanceOf(BsonTimestamp.class);
        assertThat(ping.get("$clusterTime", Document.class).get("clusterTime")).isInstanceOf(BsonTimestamp.class);
    }

    @Test
    void anUnknownCommandIsAnsweredWithItsCode() {
        assertThatThrownBy(() -> admin(new Document("nosuchcommand", 1)))
                .isInstanceOfSatisfying(MongoCommandException.class, e -> {
                    assertThat(e.getErrorCode()).isEqualTo(59);
                    assertThat(e.getErrorCodeName()).isEqualTo("CommandNotFound");
                });
    }

    @Test
    void credentialsAreRefused() {
        String uri = mongo.uri().replace("mongodb://", "mongodb://ada:wrong@");
        try (MongoClient stranger = MongoClients.create(uri)) {
            assertThatThrownBy(() -> stranger.getDatabase("shop").runCommand(new Document("ping", 1)))
                    .isInstanceOf(MongoSecurityException.class);
        }
    }

    @Test
    void theServerAnswersWhatToolsAsk() {
        assertThat(admin(new Document("buildInfo", 1)).getString("version")).isEqualTo("4.2.8");
        assertThat(admin(new Document("connectionStatus", 1))).containsKey("authInfo");
        assertThat(admin(new Document("serverStatus", 1))).containsKey("uptimeMillis");
        assertThat(admin(new Document("getParameter", 1).append("featureCompatibilityVersion", 1)))
                .containsKey("featureCompatibilityVersion");
        assertThat(admin(new Document("replSetGetStatus", 1)).getInteger("myState"))
                .isEqualTo(1);
    }

    @Test
    void aStandaloneIsOneAndRefusesStreams() {
        try (EmbeddedMongo standalone = EmbeddedMongo.builder().standalone(true).start();
                MongoClient alone = MongoClients.create(standalone.uri())) {
            alone.getDatabase("shop").getCollection("users").insertOne(new Document("_id", 1));

            assertThat(alone.getClusterDescription()
                            .getServerDescriptions()
                            .get(0)
                            .getType()
                            .name())
                    .isEqualTo("STANDALONE");
            assertThatThrownBy(() -> alone.watch().cursor())
                    .isInstanceOfSatisfying(
                            MongoCommandException.class,
                            e -> assertThat(e.getErrorCode()).isEqualTo(40573));
        }
    }

    @Test
    void closingFreesThePortAndTheThreads() {
        int port = mongo.port();
        mongo.close();
        mongo.close();

        assertThatThrownBy(() -> new Socket("127.0.0.1", port).close()).isInstanceOf(IOException.class);
        try (EmbeddedMongo again = EmbeddedMongo.builder().port(port).start()) {
            assertThat(again.port()).isEqualTo(port);
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                        .extracting(Thread::getName)
                        .noneMatch(name -> name.startsWith("embedded-mongo")));
    }

    @Test
    void aDriverThatLosesItsConnectionsComesBack() {
        users.insertOne(new Document("_id", 1));

        assertThat(mongo.control().dropConnections()).isPositive();

        assertThat(users.find().first()).isEqualTo(new Document("_id", 1));
    }

    @Test
    void aTakenPortIsAnError() {
        assertThatThrownBy(() -> EmbeddedMongo.builder().port(mongo.port()).start())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("choose another port");
    }
}
