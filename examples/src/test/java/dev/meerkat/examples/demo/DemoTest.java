package dev.meerkat.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.meerkat.embedded.EmbeddedMongo;
import dev.meerkat.embedded.EmbeddedRedis;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;

@Timeout(240)
class DemoTest {

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final Set<String> KEPT = Set.of("output", "figures.json");

    @TempDir
    private Path folder;

    @Test
    void withoutTheRuleTheAuditFindsStaleReadsAndTheDemoFails() throws Exception {
        Path json = folder.resolve("figures.json");
        try (DemoProcess demo =
                DemoProcess.start(folder, Map.of(), "--short", "--seconds=1", "--plant=no-rule", "--json=" + json)) {
            assertThat(demo.await()).as(demo.output()).isEqualTo(1);
            assertThat(demo.output()).contains("WITHOUT the validity rule").contains("claims do NOT hold");
        }
        Document figures = Document.parse(Files.readString(json));
        assertThat(figures).containsEntry("holds", false).containsEntry("withoutRule", true);
        Document stale = claim(figures, "nothing stale");
        assertThat(stale).containsEntry("state", "FAILS");
        assertThat(stale.getEmbedded(List.of("figures", "stale"), Number.class).longValue())
                .isPositive();
        assertThat(claim(figures, "real documents")).containsEntry("state", "HOLDS");
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void onServersOfOthersItLeavesNothingBehindAndStopsNothing() throws Exception {
        Path json = folder.resolve("figures.json");
        try (EmbeddedMongo mongo = EmbeddedMongo.start();
                EmbeddedRedis redis = EmbeddedRedis.start();
                MongoClient client = MongoClients.create(mongo.uri());
                RedisClient keys = RedisClient.create(URI.create(redis.url()))) {
            client.getDatabase("others").getCollection("things").insertOne(new Document("_id", 1));
            keys.set("others", "thing");
            Map<String, String> environment = Map.of("MONGODB_URI", mongo.uri(), "REDIS_URL", redis.url());
            try (DemoProcess demo =
                    DemoProcess.start(folder, environment, "--short", "--seconds=1", "--json=" + json)) {
                assertThat(demo.await()).as(demo.output()).isZero();
                assertThat(demo.output())
                        .doesNotContain("\r", "\033")
                        .contains("MONGODB_URI", "REDIS_URL", "Redis stopped and started: not shown")
                        .contains("All claims hold that could be shown");
            }
            assertThat(client.listDatabaseNames()).contains("others");
            assertThat(databasesOfDemos(client)).isEmpty();
            assertThat(keys.keys("*")).containsExactly("others");
        }
        Document figures = Document.parse(Files.readString(json));
        assertThat(figures).containsEntry("holds", true);
        assertThat(claim(figures, "Redis stopped and started")).containsEntry("state", "NOT_SHOWN");
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void theProcessesDieWithTheirParentHoweverItDies() throws Exception {
        try (DemoProcess demo = DemoProcess.start(folder, Map.of(), "--short")) {
            List<ProcessHandle> started = awaitMembers(demo);
            demo.kill();
            await().atMost(SOON).until(() -> started.stream().noneMatch(ProcessHandle::isAlive));
        }
    }

    @Test
    void ctrlCLeavesNothingBehindEvenOnServersOfOthers() throws Exception {
        assumeTrue(DemoProcess.canStartInForeground(), "perl is missing, which makes a process hear Ctrl-C");
        try (EmbeddedMongo mongo = EmbeddedMongo.start();
                MongoClient client = MongoClients.create(mongo.uri());
                DemoProcess demo =
                        DemoProcess.startInForeground(folder, Map.of("MONGODB_URI", mongo.uri()), "--short")) {
            List<ProcessHandle> started = awaitMembers(demo);
            assertThat(databasesOfDemos(client)).isNotEmpty();
            demo.signal("INT");
            assertThat(demo.await()).isEqualTo(128 + 2);
            await().atMost(SOON).until(() -> started.stream().noneMatch(ProcessHandle::isAlive));
            assertThat(demo.output())
                    .endsWith("Interrupted. Nothing is left behind.\n")
                    .doesNotContain("Exception", "\r", "\033");
            assertThat(databasesOfDemos(client)).isEmpty();
            await().atMost(SOON).untilAsserted(() -> assertThat(leftovers()).isEmpty());
        }
    }

    @Test
    void anUnknownOptionIsNamedAndEndsWithTwo() throws Exception {
        try (DemoProcess demo = DemoProcess.start(folder, Map.of(), "--fast")) {
            assertThat(demo.await()).isEqualTo(2);
            assertThat(demo.output()).isEqualToNormalizingNewlines("demo: unknown option --fast; try --help\n");
        }
    }

    @Test
    void aServerThatIsNotThereIsSaidInOneLine() throws Exception {
        assertRefused(
                Map.of("MONGODB_URI", "mongodb://me:secret@127.0.0.1:1/?replicaSet=rs0"),
                "MongoDB can't be used",
                "correct or unset MONGODB_URI");
    }

    @Test
    void aMongoThatIsNoReplicaSetIsSaidInOneLine() throws Exception {
        try (EmbeddedMongo standalone = EmbeddedMongo.builder().standalone(true).start()) {
            assertRefused(Map.of("MONGODB_URI", standalone.uri()), "standalone", "replica set", "MONGODB_URI");
        }
    }

    @Test
    void addressesThatAreNoneAreSaidInOneLineWithoutTheirPasswords() throws Exception {
        assertRefused(Map.of("MONGODB_URI", "mongodb://me:secret/@127.0.0.1"), "MONGODB_URI", "percent-encoded");
        assertRefused(Map.of("REDIS_URL", "redis://me:secret word@127.0.0.1"), "REDIS_URL", "percent-encoded");
    }

    private void assertRefused(Map<String, String> environment, String... parts) throws Exception {
        try (DemoProcess demo = DemoProcess.start(folder, environment, "--short")) {
            assertThat(demo.await()).as(demo.output()).isEqualTo(2);
            assertThat(demo.output()).doesNotContain("secret", "\tat ", "Interrupted");
            assertThat(demo.output().lines().filter(line -> line.startsWith("demo: ")))
                    .singleElement()
                    .asString()
                    .contains(parts);
        }
        assertThat(leftovers()).isEmpty();
    }

    private static List<String> databasesOfDemos(MongoClient client) {
        List<String> names = client.listDatabaseNames().into(new ArrayList<>());
        names.removeIf(name -> !name.startsWith("meerkat"));
        return names;
    }

    private static List<ProcessHandle> awaitMembers(DemoProcess demo) {
        await().atMost(SOON).until(() -> demo.output().contains("3 JVMs"));
        List<ProcessHandle> started = demo.descendants();
        assertThat(started).hasSizeGreaterThanOrEqualTo(3);
        return started;
    }

    private static Document claim(Document figures, String title) {
        return figures.getList("claims", Document.class).stream()
                .filter(claim -> title.equals(claim.getString("claim")))
                .findFirst()
                .orElseThrow();
    }

    /** Its temporary files, of which none should be left. */
    private List<Path> leftovers() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !KEPT.contains(file.getFileName().toString()))
                    .toList();
        }
    }
}
