package dev.meerkat.examples.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.meerkat.embedded.EmbeddedMongo;
import java.nio.file.Path;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The application as it is delivered: one jar, with its class loader, in a process of its own. */
@Tag("packaged")
class PackagedTest {

    @TempDir
    private Path folder;

    @Test
    void thePackagedApplicationCachesAndStops() throws Exception {
        try (EmbeddedMongo mongo = EmbeddedMongo.start();
                MongoClient plain = MongoClients.create(mongo.uri());
                ShopProcess shop = ShopProcess.start(
                        folder,
                        List.of("-jar", System.getProperty("application.jar")),
                        List.of("--spring.mongodb.uri=" + mongo.uri()))) {
            shop.awaitServing(1);
            shop.post("/products", ShopProcess.TEA);
            assertThat(shop.get("/products/tea")).contains("\"price\":400");
            assertThat(shop.get("/products?category=drinks")).contains("\"price\":400");
            int sent = shop.sent("find");
            assertThat(shop.get("/products/tea")).contains("\"price\":400");
            assertThat(shop.get("/products?category=drinks")).contains("\"price\":400");
            assertThat(shop.sent("find")).isEqualTo(sent).isPositive();

            plain.getDatabase("shop")
                    .getCollection("products")
                    .updateOne(new Document("_id", "tea"), new Document("$set", new Document("price", 450)));
            await().atMost(ShopProcess.PATIENCE)
                    .until(() -> shop.get("/products/tea").contains("\"price\":450"));

            shop.stop();
            assertThat(shop.log()).doesNotContain("Exception");
        }
    }
}
