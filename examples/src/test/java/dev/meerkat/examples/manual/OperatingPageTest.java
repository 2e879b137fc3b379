package dev.meerkat.examples.manual;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.inc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import dev.meerkat.Meerkat;
import dev.meerkat.MeerkatBuilder;
import dev.meerkat.cache.BypassReason;
import dev.meerkat.cache.Outcome;
import dev.meerkat.embedded.EmbeddedMongo;
import dev.meerkat.embedded.EmbeddedRedis;
import dev.meerkat.monitoring.Health;
import dev.meerkat.monitoring.Status;
import dev.meerkat.proxy.CachedCollection;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** What the page on operating says, on servers of its own. */
class OperatingPageTest {

    private static final Page PAGE = Page.named("operating");
    private static final Duration BOUND = Duration.ofSeconds(2);

    private EmbeddedMongo mongo;
    private EmbeddedRedis redis;
    private MongoClient application;
    private MongoCollection<Document> plain;

    @BeforeEach
    void start() {
        mongo = EmbeddedMongo.start();
        redis = EmbeddedRedis.start();
        application = MongoClients.create(mongo.uri());
        plain = application.getDatabase("shop").getCollection("users");
        plain.insertOne(new Document("_id", 1).append("n", 0));
    }

    @AfterEach
    void stop() {
        application.close();
        redis.close();
        mongo.close();
    }

    private MeerkatBuilder settings() {
        return anyClients().mongoUri(mongo.uri());
    }

    private MeerkatBuilder anyClients() {
        return Meerkat.builder()
                .staticAssetDb("cache-metadata")
                .multiDb(true)
                .maxStaleness(BOUND)
                .redisUrl(redis.url());
    }

    /** The same read by both until the second finds in Redis what the first has put there. */
    private void awaitShared(Meerkat first, Meerkat second) {
        AtomicInteger attempt = new AtomicInteger();
        await().atMost(Shop.DEADLINE).until(() -> {
            int n = -attempt.incrementAndGet();
            first.wrap(plain).countDocuments(eq("n", n));
            long before = second.statistics().from(Outcome.Tier.SHARED);
            second.wrap(plain).countDocuments(eq("n", n));
            return second.statistics().from(Outcome.Tier.SHARED) > before;
        });
    }

    @Test
    void theRedisUserOfThePageIsEnough() {
        try (Jedis administrator = new Jedis("127.0.0.1", redis.port())) {
            String[] rule = PAGE.block("redis").strip().split(" ");
            assertThat(rule).startsWith("ACL", "SETUSER", "meerkat");
            administrator.aclSetUser(
                    rule[2], List.of(rule).subList(3, rule.length).toArray(String[]::new));
            administrator.aclSetUser("default", "off");

            String url = redis.url().replace("//", "//meerkat:secret@");
            try (Meerkat one = Shop.serving(settings().redisUrl(url).build());
                    Meerkat two = Shop.serving(settings().redisUrl(url).build())) {
                awaitShared(one, two);
                CachedCollection<Document> users = two.wrap(plain);
                users.findById(1);
                one.wrap(plain).updateOne(eq(1), inc("n", 1));
                await().atMost(Shop.DEADLINE)
                        .until(() -> users.findById(1).orElseThrow().getInteger("n") == 1);
                assertThat(administrator.pubsubChannels("meerkat:*")).hasSize(1);
                assertThat(one.health().status()).isEqualTo(Status.UP);
                assertThat(two.health().status()).isEqualTo(Status.UP);
                assertThat(administrator.aclLog()).as("what was refused").isEmpty();
            }
        }
    }

    @Test
    void theRoleOfThePageIsADocument() {
        String block = PAGE.block("js");
        Document role = Document.parse(block.substring(block.indexOf('{'), block.lastIndexOf(')')));
        assertThat(role.getList("privileges", Document.class))
                .contains(Document.parse("{resource: {db: '', collection: ''}, actions: ['changeStream', 'find']}"));
        assertThat(role.getList("roles", Document.class))
                .containsExactly(Document.parse("{role: 'readWrite', db: 'cache-metadata'}"));
    }

    private static final class Sent implements CommandListener {

        private final Set<String> commands = ConcurrentHashMap.newKeySet();
        private final Set<String> collections = ConcurrentHashMap.newKeySet();

        @Override
        public void commandStarted(CommandStartedEvent event) {
            String name = event.getCommandName();
            commands.add(name);
            if (!event.getDatabaseName().equals("admin") && event.getCommand().isString(name)) {
                collections.add(event.getDatabaseName() + "."
                        + event.getCommand().getString(name).getValue());
            }
        }
    }

    @Test
    void meerkatSendsTheCommandsOfThePageAndNoOthers() {
        Sent sent = new Sent();
        try (MongoClient own = MongoClients.create(MongoClientSettings.builder()
                        .applyConnectionString(new ConnectionString(mongo.uri()))
                        .addCommandListener(sent)
                        .build());
                Meerkat meerkat = Shop.serving(anyClients().mongoClient(own).build())) {
            CachedCollection<Document> users = meerkat.wrap(plain);
            users.findById(1);
            users.updateOne(eq(1), inc("n", 1));
            meerkat.invalidate(users, 1);
            meerkat.clear();
            meerkat.disable();
            meerkat.enable();
            Shop.serving(meerkat);
            mongo.control().killCursors();
            users.findById(1);
            await().atMost(Shop.DEADLINE).until(() -> meerkat.health().leader());
            mongo.control().trimHistory();
            redis.stop();
            await().atMost(Shop.DEADLINE).until(() -> meerkat.health().solo());
            redis.restart();
            await().atMost(Shop.DEADLINE).until(() -> !meerkat.health().solo());
        }
        assertThat(PAGE.firstColumn("Meerkat's commands")).containsAll(sent.commands);
        assertThat(sent.collections)
                .containsExactlyInAnyOrder(
                        "cache-metadata.meerkat.leases",
                        "cache-metadata.meerkat.epochs",
                        "cache-metadata.meerkat.nodes",
                        "cache-metadata.meerkat.invalidations");
        assertThat(PAGE.column("Meerkat's commands", 2))
                .allMatch(name -> sent.collections.contains("cache-metadata." + name));
    }

    @Test
    void theMetersOfThePageExist() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (Meerkat meerkat = settings().build()) {
            meerkat.meters().bindTo(registry);
            assertThat(registry.getMeters())
                    .extracting(Meter::getId)
                    .extracting(Meter.Id::getName)
                    .containsAll(PAGE.firstColumn("meter"));
        }
    }

    /** What health says in the states that can be brought about here. */
    @Test
    void thePageHasTheWordsOfHealth() {
        try (Meerkat meerkat = settings().build()) {
            saysAsThePage(meerkat.health());
            Shop.serving(meerkat);
            meerkat.disable();
            saysAsThePage(meerkat.health());
            meerkat.enable();
            Shop.serving(meerkat);

            redis.stop();
            await().atMost(Shop.DEADLINE).until(() -> {
                meerkat.wrap(plain).countDocuments(eq("n", System.nanoTime()));
                return meerkat.health().status() == Status.DEGRADED;
            });
            saysAsThePage(meerkat.health());
            redis.restart();
            Shop.serving(meerkat);

            mongo.control().pauseStreams();
            await().atMost(Shop.DEADLINE).until(() -> meerkat.health().status() == Status.SHUT);
            saysAsThePage(meerkat.health());
            mongo.control().resumeStreams();
            Shop.serving(meerkat);
        }
        try (Meerkat meerkat = settings().enabled(false).build()) {
            saysAsThePage(meerkat.health());
        }
    }

    private static void saysAsThePage(Health health) {
        String words = health.reason()
                .replaceAll("last known [^,]* ago, the bound is [^:]*", "last known … ago, the bound is …")
                .replaceAll(": MongoDB answers every read.*", "");
        String page = PAGE.text().replaceAll("\\s+", " ");
        assertThat(page).contains("`" + health.status() + "`", "\"" + words);
    }

    @Test
    void whereTheEpochIsForgottenNothingInRedisCounts() {
        try (Meerkat one = Shop.serving(settings().build());
                Meerkat two = Shop.serving(settings().build())) {
            awaitShared(one, two);
        }
        application
                .getDatabase("cache-metadata")
                .getCollection("meerkat.epochs")
                .deleteMany(new Document());

        try (Meerkat meerkat = Shop.serving(settings().build());
                Jedis looking = new Jedis("127.0.0.1", redis.port())) {
            for (int n = -1; n > -20; n--) {
                meerkat.wrap(plain).countDocuments(eq("n", n));
            }
            assertThat(meerkat.statistics().from(Outcome.Tier.SHARED)).isZero();
            assertThat(looking.keys("meerkat:*:log"))
                    .as("the old log and the new one")
                    .hasSize(2);
        }
    }

    @Test
    void whereListCollectionsIsRefusedMongoDbAnswers() {
        application
                .getDatabase("admin")
                .runCommand(new Document("configureFailPoint", "failCommand")
                        .append("mode", "alwaysOn")
                        .append(
                                "data",
                                new Document("failCommands", List.of("listCollections")).append("errorCode", 13)));
        try (Meerkat meerkat = Shop.serving(settings().build())) {
            assertThat(meerkat.wrap(plain).findById(1)).isPresent();
            assertThat(meerkat.statistics().bypasses()).containsEntry(BypassReason.NAMESPACE, 1L);
        }
    }
}
