package dev.meerkat;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import dev.meerkat.embedded.EmbeddedMongo;
import dev.meerkat.proxy.CachedCollection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What can't be cached: served without a cache where the settings say so. */
class UnavailableTest {

    private Servers servers;

    @BeforeEach
    void start() {
        servers = new Servers();
    }

    @AfterEach
    void stop() {
        servers.close();
    }

    @Test
    void aStandaloneServerIsServedWithoutACacheAndSaysSo() {
        try (EmbeddedMongo standalone = EmbeddedMongo.builder().standalone(true).start();
                MongoClient client = MongoClients.create(standalone.uri());
                Meerkat meerkat = servers.builder()
                        .mongoUri(standalone.uri())
                        .caching(Caching.OFF_IF_UNAVAILABLE)
                        .build()) {
            CachedCollection<Document> users =
                    meerkat.wrap(client.getDatabase("shop").getCollection("users"));
            users.insertOne(new Document("_id", 1).append("n", 0));
            users.updateOne(eq(1), set("n", 1));
            assertThat(users.findById(1).orElseThrow()).containsEntry("n", 1);
            assertThat(users.find().into(new ArrayList<>())).hasSize(1);
            assertThat(users.db("tenant").countDocuments()).isZero();

            assertThat(meerkat.isEnabled()).isFalse();
            assertThat(meerkat.health().serving()).isFalse();
            assertThatThrownBy(meerkat::enable)
                    .isInstanceOf(MeerkatException.class)
                    .hasMessageContaining("standalone")
                    .hasMessageContaining("--replSet");
            assertThat(users.findById(1)).isPresent();
        }
    }

    @Test
    void disabledAStandaloneServerIsFineEvenWhereCachingIsRequired() {
        try (EmbeddedMongo standalone = EmbeddedMongo.builder().standalone(true).start();
                MongoClient client = MongoClients.create(standalone.uri());
                Meerkat meerkat = servers.builder()
                        .mongoUri(standalone.uri())
                        .enabled(false)
                        .build()) {
            MongoCollection<Document> users =
                    meerkat.wrap(client.getDatabase("shop").getCollection("users"));
            users.insertOne(new Document("_id", 1));
            assertThat(users.countDocuments()).isEqualTo(1);
            assertThat(client.listDatabaseNames()).containsExactly("shop");
        }
    }

    @Test
    void whereMeerkatsDocumentsCantBeKeptItIsServedWithoutACacheUntilTheyCan() {
        MongoCollection<Document> epochs = servers.plain.getDatabase("metadata").getCollection("meerkat.epochs");
        epochs.insertOne(new Document("_id", "epoch").append("epoch", 5));
        assertThatThrownBy(() -> servers.builder().build())
                .isInstanceOf(MeerkatException.class)
                .hasMessageContaining("The database metadata")
                .hasMessageContaining("readWrite");

        try (Meerkat meerkat =
                servers.builder().caching(Caching.OFF_IF_UNAVAILABLE).build()) {
            CachedCollection<Document> users =
                    meerkat.wrap(servers.plain.getDatabase("shop").getCollection("users"));
            assertThat(users.findById(1)).isEmpty();
            assertThatThrownBy(meerkat::enable)
                    .isInstanceOf(MeerkatException.class)
                    .hasMessageContaining("The database metadata");

            epochs.updateOne(eq("epoch"), set("epoch", UUID.randomUUID().toString()));
            meerkat.enable();
            Servers.ready(meerkat);
            assertThat(users.findById(1)).isEmpty();
        }
    }

    /** Nobody would be served by going on. */
    @Test
    void aServerThatDoesNotAnswerIsAFaultInAnyCase() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertThatThrownBy(() -> servers.builder()
                        .mongoUri("mongodb://127.0.0.1:" + port + "/?serverSelectionTimeoutMS=300")
                        .caching(Caching.OFF_IF_UNAVAILABLE)
                        .build())
                .isInstanceOf(MeerkatException.class)
                .hasMessageContaining("No MongoDB answers");
    }

    @Test
    void aClientOfAnotherDeploymentThatCameWhileDisabledKeepsTheCacheOff() {
        try (EmbeddedMongo other = EmbeddedMongo.start();
                MongoClient client = MongoClients.create(other.uri());
                Meerkat meerkat = servers.builder().enabled(false).build()) {
            CachedCollection<Document> foreign =
                    meerkat.wrap(client.getDatabase("shop").getCollection("users"));
            foreign.insertOne(new Document("_id", 1));

            assertThatThrownBy(meerkat::enable)
                    .isInstanceOf(MeerkatException.class)
                    .hasMessageContaining("not of the MongoDB deployment that Meerkat watches");
            assertThat(meerkat.isEnabled()).isFalse();
            assertThat(foreign.findById(1)).isPresent();
        }
    }

    @Test
    void aRestoredDeploymentIsNotTheOneFromBefore() {
        try (Meerkat meerkat = servers.alone()) {
            meerkat.disable();
            servers.plain
                    .getDatabase("metadata")
                    .getCollection("meerkat.epochs")
                    .updateOne(eq("epoch"), set("epoch", "another"));

            assertThatThrownBy(meerkat::enable)
                    .isInstanceOf(MeerkatException.class)
                    .hasMessageContaining("build Meerkat again");
            assertThat(meerkat.isEnabled()).isFalse();
        }
    }
}
