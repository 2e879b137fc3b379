package dev.meerkat.examples.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import dev.meerkat.Meerkat;
import dev.meerkat.embedded.EmbeddedMongo;
import dev.meerkat.embedded.EmbeddedRedis;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/**
 * Spring Boot's devtools: where a class changes, the application starts again in the same JVM, with a new class loader for
 * its own classes and the old one for libraries.
 */
@Tag("packaged")
class RestartTest {

    private static final int RESTARTS = 3;
    private static final Pattern THREAD = Pattern.compile("\"threadName\":\"meerkat-(\\d+)-[^\"]*\"");

    @TempDir
    private Path folder;

    @Test
    void theApplicationCachesAfterEachRestartAndNothingIsLeftOfItsEarlierOnes() throws Exception {
        Path classes = folder.resolve("classes");
        FileSystemUtils.copyRecursively(Path.of("target", "classes"), classes);
        try (EmbeddedMongo mongo = EmbeddedMongo.start();
                EmbeddedRedis redis = EmbeddedRedis.start();
                MongoClient plain = MongoClients.create(mongo.uri());
                ShopProcess shop = start(classes, mongo, redis)) {
            MongoCollection<Document> nodes =
                    plain.getDatabase("cache-metadata").getCollection("meerkat.nodes");
            shop.awaitServing(1);
            shop.post("/products", ShopProcess.TEA);
            caches(shop, 401);

            for (int restart = 1; restart <= RESTARTS; restart++) {
                touch(classes);
                shop.awaitServing(restart + 1);

                caches(shop, 401 + restart);
                assertThat(instances(shop)).hasSize(1);
                await().atMost(ShopProcess.PATIENCE).until(() -> nodes.countDocuments() == 1);
                await().atMost(ShopProcess.PATIENCE)
                        .until(() -> shop.get("/actuator/health/meerkat").contains("\"leader\":true"));
            }

            assertThat(shop.log()).doesNotContain("Exception");
            assertThat(alive(shop)).isEqualTo(1);
            shop.stop();
        }
    }

    /** Changes the price and reads it; then it is in the cache, and no command is sent. */
    private static void caches(ShopProcess shop, int price) {
        shop.put("/products/tea/price", String.valueOf(price));
        assertThat(shop.get("/products/tea")).contains("\"price\":" + price);
        int sent = shop.sent("find");
        assertThat(shop.get("/products/tea")).contains("\"price\":" + price);
        assertThat(shop.sent("find")).isEqualTo(sent);
    }

    /** The Meerkats that have threads, by number. */
    private static Set<String> instances(ShopProcess shop) {
        return THREAD.matcher(shop.get("/actuator/threaddump"))
                .results()
                .map(thread -> thread.group(1))
                .collect(Collectors.toSet());
    }

    /** How many Meerkats the garbage collector can't take. */
    private static int alive(ShopProcess shop) throws IOException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        String.valueOf(shop.pid()),
                        "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String histogram = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher line = Pattern.compile("(\\d+) +\\d+ +" + Meerkat.class.getName() + "\\s")
                .matcher(histogram);
        assertThat(line.find()).as(histogram).isTrue();
        return Integer.parseInt(line.group(1));
    }

    private static void touch(Path classes) throws IOException {
        Files.setLastModifiedTime(
                classes.resolve("dev/meerkat/examples/shop/Product.class"), FileTime.from(Instant.now()));
    }

    private ShopProcess start(Path classes, EmbeddedMongo mongo, EmbeddedRedis redis) throws IOException {
        String libraries = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(each -> each.endsWith(".jar"))
                .collect(Collectors.joining(File.pathSeparator));
        return ShopProcess.start(
                folder,
                List.of(
                        "-XX:SoftRefLRUPolicyMSPerMB=0", // what Spring's caches hold softly is not held
                        "-cp",
                        classes + File.pathSeparator + libraries,
                        Shop.class.getName()),
                Stream.of(
                                "spring.mongodb.uri=" + mongo.uri(),
                                "meerkat.redis-url=" + redis.url(),
                                "management.endpoints.web.exposure.include=health, metrics, threaddump",
                                "spring.devtools.restart.poll-interval=200ms",
                                "spring.devtools.restart.quiet-period=100ms",
                                "spring.devtools.livereload.enabled=false")
                        .map(property -> "--" + property)
                        .toList());
    }
}
