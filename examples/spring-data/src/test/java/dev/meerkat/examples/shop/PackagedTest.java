package dev.meerkat.examples.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.meerkat.embedded.EmbeddedMongo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;

/** The application as it is delivered: one jar, with its class loader, in a process of its own. */
@Tag("packaged")
class PackagedTest {

    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    void thePackagedApplicationCachesAndStops() throws Exception {
        try (EmbeddedMongo mongo = EmbeddedMongo.start();
                MongoClient plain = MongoClients.create(mongo.uri())) {
            Path log = folder.resolve("application.log");
            Process application = start(mongo, log);
            try {
                RestClient http = RestClient.create("http://localhost:" + port(application, log));
                await().atMost(PATIENCE)
                        .until(() -> get(http, "/actuator/health/meerkat").contains("\"serving\":true"));
                http.post()
                        .uri("/products")
                        .contentType(MediaType.APPLICATION_JSON)
                        .body("{\"id\":\"tea\",\"name\":\"Tea\",\"category\":\"drinks\",\"price\":400,\"stock\":10,"
                                + "\"tags\":[]}")
                        .retrieve()
                        .toBodilessEntity();
                assertThat(get(http, "/products/tea")).contains("\"price\":400");
                assertThat(get(http, "/products?category=drinks")).contains("\"price\":400");
                assertThat(get(http, "/products/tea")).contains("\"price\":400");
                assertThat(get(http, "/actuator/info")).containsPattern("\"near\":[1-9]");

                plain.getDatabase("shop")
                        .getCollection("products")
                        .updateOne(new Document("_id", "tea"), new Document("$set", new Document("price", 450)));
                await().atMost(PATIENCE).until(() -> get(http, "/products/tea").contains("\"price\":450"));
            } finally {
                application.destroy();
            }
            assertThat(application.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            assertThat(Files.readString(log)).doesNotContain("Exception");
        }
    }

    private static Process start(EmbeddedMongo mongo, Path log) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        System.getProperty("application.jar"),
                        "--server.port=0",
                        "--spring.mongodb.uri=" + mongo.uri())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    private static int port(Process application, Path log) {
        return await().atMost(PATIENCE)
                .until(
                        () -> {
                            assertThat(application.isAlive())
                                    .as(Files.readString(log))
                                    .isTrue();
                            Matcher port = PORT.matcher(Files.readString(log));
                            return port.find() ? Integer.parseInt(port.group(1)) : 0;
                        },
                        port -> port > 0);
    }

    private static String get(RestClient http, String path) {
        return String.valueOf(http.get().uri(path).retrieve().body(String.class));
    }
}
