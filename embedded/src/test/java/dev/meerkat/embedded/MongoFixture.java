package dev.meerkat.embedded;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A fresh embedded server and a client of it for every test. */
abstract class MongoFixture {

    EmbeddedMongo mongo;
    MongoClient client;
    MongoDatabase shop;
    MongoCollection<Document> users;

    @BeforeEach
    void startServer() {
        mongo = EmbeddedMongo.start();
        client = MongoClients.create(mongo.uri());
        shop = client.getDatabase("shop");
        users = shop.getCollection("users");
    }

    @AfterEach
    void stopServer() {
        client.close();
        mongo.close();
    }

    Document admin(Document command) {
        return client.getDatabase("admin").runCommand(command);
    }
}
