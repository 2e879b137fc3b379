package dev.meerkat.examples.manual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoException;
import com.mongodb.client.MongoChangeStreamCursor;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import dev.meerkat.embedded.EmbeddedMongo;
import dev.meerkat.embedded.EmbeddedRedis;
import dev.meerkat.embedded.FaultProxy;
import dev.meerkat.junit.WithMongo;
import dev.meerkat.junit.WithRedis;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.Document;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

class EmbeddedPageTest {

    @Test
    void oneLineStartsAMongoWithChangeStreams() {
        // tag::start[]
        try (EmbeddedMongo mongo = EmbeddedMongo.start();
                MongoClient client = MongoClients.create(mongo.uri())) {
            MongoCollection<Document> orders = client.getDatabase("shop").getCollection("orders");
            try (MongoChangeStreamCursor<ChangeStreamDocument<Document>> changes =
                    orders.watch().cursor()) {
                orders.insertOne(new Document("item", "tea"));
                assertThat(changes.next().getFullDocument()).containsEntry("item", "tea");
            }
        }
        // end::start[]
    }

    @Nested
    // tag::junit[]
    @WithMongo
    @WithRedis
    class OrdersTest {

        @Test
        void anOrderIsKept(MongoDatabase shop, RedisClient redis) {
            shop.getCollection("orders").insertOne(new Document("item", "tea"));
            redis.set("last", "tea");
            assertThat(shop.getCollection("orders").countDocuments()).isEqualTo(1);
        }

        @Test
        void eachTestBeginsWithNothing(MongoDatabase shop, RedisClient redis) {
            assertThat(shop.listCollectionNames()).isEmpty();
            assertThat(redis.dbSize()).isZero();
        }
    }
    // end::junit[]

    @Test
    @WithMongo(embedded = true)
    void theServerCanBeDisturbed(EmbeddedMongo mongo, MongoClient client, MongoDatabase shop) {
        MongoCollection<Document> orders = shop.getCollection("orders");
        BsonDocument token;
        try (MongoChangeStreamCursor<ChangeStreamDocument<Document>> changes =
                orders.watch().cursor()) {
            orders.insertOne(new Document("item", "tea"));
            token = changes.next().getResumeToken();
        }
        // tag::control[]
        mongo.control().trimHistory();
        assertThatThrownBy(() -> orders.watch().resumeAfter(token).cursor()).hasMessageContaining("286");
        // end::control[]
        // tag::fail-point[]
        client.getDatabase("admin")
                .runCommand(new Document("configureFailPoint", "failCommand")
                        .append("mode", new Document("times", 1))
                        .append("data", new Document("failCommands", List.of("insert")).append("errorCode", 8000)));
        assertThatThrownBy(() -> orders.insertOne(new Document("item", "salt"))).hasMessageContaining("8000");
        orders.insertOne(new Document("item", "salt"));
        // end::fail-point[]
        assertThat(orders.countDocuments()).isEqualTo(2);
    }

    @Test
    void aBadNetworkStandsBeforeIt() {
        // tag::proxy[]
        try (FaultProxy proxy = FaultProxy.start();
                EmbeddedMongo mongo =
                        EmbeddedMongo.builder().advertise(proxy.address()).start()) {
            proxy.forwardTo("127.0.0.1", mongo.port());
            String uri = "mongodb://" + proxy.address() + "/?replicaSet=rs0&serverSelectionTimeoutMS=1000";
            try (MongoClient client = MongoClients.create(uri)) {
                MongoCollection<Document> orders = client.getDatabase("shop").getCollection("orders");
                orders.insertOne(new Document("item", "tea"));
                proxy.cut();
                assertThatThrownBy(orders::countDocuments).isInstanceOf(MongoException.class);
                proxy.restore();
                await().ignoreExceptionsInstanceOf(MongoException.class).until(() -> orders.countDocuments() == 1);
            }
            proxy.requireTraffic();
        }
        // end::proxy[]
    }

    @Test
    @WithRedis
    void soCanRedis(RedisClient redis, EmbeddedRedis server) {
        assertThat(redis.ping()).isEqualTo("PONG");
        server.stop();
        assertThatThrownBy(redis::ping).isInstanceOf(RuntimeException.class);
        server.restart();
        assertThat(redis.ping()).isEqualTo("PONG");
        redis.set("key", "value");
        server.refuseWrites();
        assertThatThrownBy(() -> redis.set("key", "another")).hasMessageContaining("NOREPLICAS");
        server.acceptWrites();
        assertThat(redis.get("key")).isEqualTo("value");
        server.flushAll();
        assertThat(redis.get("key")).isNull();
    }
}
