package dev.meerkat;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.inc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import dev.meerkat.cache.Outcome;
import dev.meerkat.embedded.EmbeddedMongo;
import dev.meerkat.embedded.EmbeddedRedis;
import dev.meerkat.proxy.CachedCollection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** What is left after many were built and closed: nothing. Counted in this JVM, and by the servers. */
class LeakTest {

    private static final int ROUNDS = 100;
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    /** More than one Meerkat's threads use at a time, far fewer than there are rounds. */
    private static final int SESSIONS_AT_A_TIME = 20;

    private final EmbeddedMongo mongo = EmbeddedMongo.start();
    private final EmbeddedRedis redis = EmbeddedRedis.start();

    @AfterEach
    void stop() {
        redis.close();
        mongo.close();
    }

    @Test
    void afterAHundredRoundsNothingIsLeft() {
        try (ApplicationsClient application = new ApplicationsClient(mongo.uri())) {
            round(1, application); // what the JDK and the libraries keep for good is there from now on
        }
        nothingAtRedis();
        Set<Thread> threads = threads();
        long sockets = sockets();
        int managed = managed();

        ApplicationsClient application = new ApplicationsClient(mongo.uri());
        for (int round = 1; round <= ROUNDS; round++) {
            round(round, application);
        }

        nothingAtRedis();
        await().atMost(Servers.DEADLINE).untilAsserted(() -> {
            assertThat(application.connectionsInUse()).as("connections in use").isZero();
            assertThat(threads()).extracting(Thread::getName).noneMatch(name -> name.startsWith("meerkat-"));
        });
        assertThat(mongo.control().killCursors()).as("cursors at MongoDB").isZero();
        assertThat(application.sessions()).as("sessions").isLessThanOrEqualTo(SESSIONS_AT_A_TIME);
        application.close();
        await().atMost(Servers.DEADLINE).untilAsserted(() -> {
            Set<Thread> left = threads();
            left.removeAll(threads);
            assertThat(left).as("threads").isEmpty();
            assertThat(sockets()).as("sockets").isLessThanOrEqualTo(sockets);
            assertThat(managed()).as("managed beans").isEqualTo(managed);
        });
    }

    /**
     * One is built, used and closed; every second with the application's client, every third closed at once, every fifth
     * without the privilege to watch the whole cluster.
     */
    private void round(int number, ApplicationsClient application) {
        mongo.control().refuseClusterStreams(number % 5 == 0);
        MeerkatBuilder builder =
                Meerkat.builder().staticAssetDb("metadata").multiDb(true).maxStaleness(Duration.ofMillis(500));
        if (number % 2 == 0) {
            builder.mongoClient(application.client());
        } else {
            builder.mongoUri(mongo.uri());
        }
        if (number % 10 < 4) {
            builder.redisUrl(redis.url());
        }
        if (number % 7 < 2) {
            builder.httpEndpoint(0);
        }
        try (Meerkat meerkat = builder.build()) {
            if (number % 3 != 0) {
                use(meerkat, application.client().getDatabase("shop").getCollection("users"));
            }
        }
    }

    /** Writes, reads until the cache serves, and goes on in a causal session. */
    private static void use(Meerkat meerkat, MongoCollection<Document> plain) {
        CachedCollection<Document> users = meerkat.wrap(plain);
        users.insertMany(
                IntStream.range(0, 5).mapToObj(n -> new Document("n", n)).toList());
        await().atMost(Servers.DEADLINE).until(() -> {
            users.find(eq("n", 1)).first();
            return meerkat.statistics().from(Outcome.Tier.NEAR) > 0;
        });
        try (CausalSession session = meerkat.session()) {
            users.updateOne(eq("n", 1), inc("n", 10));
            users.find(eq("n", 11)).first();
        }
        users.deleteMany(new Document());
    }

    /** Waits until Redis has no client but the one that looks, and no subscription. */
    private void nothingAtRedis() {
        try (Jedis looking = new Jedis("127.0.0.1", redis.port())) {
            await().atMost(Servers.DEADLINE).untilAsserted(() -> {
                assertThat(looking.clientList().lines()).as("clients of Redis").hasSize(1);
                assertThat(looking.pubsubChannels("*")).as("channels").isEmpty();
                assertThat(looking.pubsubNumPat()).as("patterns").isZero();
            });
        }
    }

    /** All threads but the one that waits for conditions. */
    private static Set<Thread> threads() {
        Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
        threads.removeIf(thread -> thread.getName().equals("awaitility-thread"));
        return threads;
    }

    private static int managed() {
        return ManagementFactory.getPlatformMBeanServer().getMBeanCount();
    }

    /** The sockets of this JVM, its MongoDB's among them; 0 where the system doesn't tell. */
    private static long sockets() {
        try (Stream<Path> descriptors = Files.list(DESCRIPTORS)) {
            return descriptors.filter(LeakTest::isSocket).count();
        } catch (NoSuchFileException notLinux) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }
}
