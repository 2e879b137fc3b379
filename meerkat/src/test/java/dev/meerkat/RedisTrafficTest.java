package dev.meerkat;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Updates.inc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import dev.meerkat.cache.Outcome;
import dev.meerkat.cache.log.LogRecordFormat;
import dev.meerkat.cache.spi.PortException;
import dev.meerkat.cache.spi.RecordId;
import dev.meerkat.proxy.CachedCollection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** What a busy cache asks of Redis, and what it leaves there; told by Redis itself. */
class RedisTrafficTest {

    private static final int DOCUMENTS = 1000;
    private static final Duration SHORT = Duration.ofSeconds(3);

    /** None of these depends on how much Redis holds. */
    private static final Set<String> COMMANDS = Set.of(
            "GET", "SET", "XADD", "XRANGE", "XINFO", "PUBLISH", "SUBSCRIBE", "UNSUBSCRIBE", "CLIENT", "PING", "QUIT");

    private Servers servers;
    private RedisMonitor monitor;
    private Jedis redis;
    private MongoCollection<Document> plain;
    private Meerkat one;
    private Meerkat two;

    @BeforeEach
    void start() {
        servers = new Servers();
        redis = new Jedis("127.0.0.1", servers.redis.port());
        monitor = new RedisMonitor(servers.redis.port());
        plain = servers.plain.getDatabase("shop").getCollection("users");
        plain.insertMany(IntStream.range(0, DOCUMENTS)
                .mapToObj(id -> new Document("_id", id).append("n", 0).append("kind", id % 10))
                .toList());
        one = sharing();
        two = sharing();
    }

    @AfterEach
    void stop() {
        two.close();
        one.close();
        monitor.close();
        redis.close();
        servers.close();
    }

    private Meerkat sharing() {
        return Servers.ready(servers.builder()
                .redisUrl(servers.redis.url())
                .defaultTtl(SHORT)
                .build());
    }

    @Test
    void nothingIsSearchedForAndNothingIsDeleted() {
        for (int round = 0; round < 3; round++) {
            readEverything(one);
            readEverything(two);
            writeAbout(round);
        }
        one.invalidate(one.wrap(plain), 1);
        one.clear(one.wrap(plain));
        one.clear();
        two.disable();
        two.enable();
        Servers.ready(two);
        readEverything(two);
        plain.drop();
        await().atMost(Servers.DEADLINE)
                .untilAsserted(() -> assertThat(two.wrap(plain).findById(1)).isEmpty());
        sharing().close();

        assertThat(monitor.names())
                .contains("SET", "XADD", "XRANGE", "PUBLISH", "SUBSCRIBE")
                .isSubsetOf(COMMANDS);
    }

    private void readEverything(Meerkat by) {
        CachedCollection<Document> users = by.wrap(plain);
        IntStream.range(0, DOCUMENTS).forEach(users::findById);
        for (int kind = 0; kind < 10; kind++) {
            users.find(eq("kind", kind)).into(new ArrayList<>());
            users.countDocuments(gte("n", kind));
        }
        users.distinct("kind", Integer.class).into(new ArrayList<>());
    }

    /** Some by Meerkat, some behind its back; single ones, many, and all. */
    private void writeAbout(int round) {
        CachedCollection<Document> users = one.wrap(plain);
        for (int id = round; id < DOCUMENTS; id += 5) {
            (id % 2 == 0 ? users : plain).updateOne(eq(id), inc("n", 1));
        }
        users.deleteOne(eq(round));
        plain.updateMany(in("kind", List.of(1, 2)), inc("n", 1));
        users.updateMany(new Document(), inc("n", 1));
    }

    @Test
    void redisHoldsOneLogAndEntriesThatEndOfThemselves() {
        for (int round = 0; round < 3; round++) {
            readEverything(one);
            readEverything(two);
            writeAbout(round);
        }
        await().atMost(Servers.DEADLINE).until(() -> redis.keys("*").size() > DOCUMENTS / 2);

        int results = DOCUMENTS + 10 + 10 + 1; // what is read
        int namespaces = 1; // what is known of them
        Set<String> keys = redis.keys("*");
        assertThat(keys).hasSizeLessThanOrEqualTo(results + namespaces + 1);
        assertThat(keys)
                .filteredOn(key -> redis.type(key).equals("stream"))
                .hasSize(1)
                .allMatch(key -> key.matches("meerkat:[-0-9a-f]{36}:log"));
        assertThat(keys)
                .filteredOn(key -> !key.endsWith(":log"))
                .allMatch(key -> key.matches("(?s)meerkat:[-0-9a-f]{36}:v:.*"));
        assertThat(monitor.commands().stream()
                        .filter(command -> command.name().equals("SET"))
                        .count())
                .isPositive();
        await().atMost(Servers.DEADLINE)
                .untilAsserted(() -> assertThat(redis.keys("*"))
                        .as("once all lifetimes are over")
                        .hasSize(1)
                        .allMatch(key -> key.endsWith(":log")));
    }

    /** Where nothing changes, the one who leads publishes a few records each heartbeat, be there fills or not. */
    @Test
    void aFillIsToldToNobody() {
        await().atMost(Servers.DEADLINE)
                .until(() -> one.health().leader() ^ two.health().leader());
        String log = redis.keys("meerkat:*:log").iterator().next();
        awaitQuiet(log);
        monitor.clear();
        RecordId before = top(log);
        long began = System.nanoTime();
        CachedCollection<Document> users = one.wrap(plain);
        for (int n = 0; n < 10 * DOCUMENTS; n++) {
            users.find(eq("kind", -n)).first();
        }
        assertThat(one.statistics().from(Outcome.Tier.FILLED)).isGreaterThan(9 * DOCUMENTS);
        long heartbeats =
                (System.nanoTime() - began) / Servers.BOUND.dividedBy(10).toNanos();

        List<String> names = monitor.names();
        long published = names.stream().filter("PUBLISH"::equals).count();
        assertThat(names.stream().filter("SET"::equals).count())
                .as("values stored")
                .isGreaterThan(DOCUMENTS);
        assertThat(published).as("published within %s heartbeats", heartbeats).isLessThanOrEqualTo(5 * heartbeats + 10);
        assertThat(invalidationsAfter(log, before)).isZero();
    }

    private void awaitQuiet(String log) {
        RecordId[] last = {top(log)};
        await().atMost(Servers.DEADLINE).until(() -> {
            RecordId now = top(log);
            boolean quiet = invalidationsAfter(log, last[0]) == 0 && !now.equals(last[0]);
            last[0] = now;
            return quiet;
        });
    }

    private RecordId top(String log) {
        return RecordId.parse(redis.xinfoStream(log).getLastGeneratedId().toString());
    }

    private int invalidationsAfter(String log, RecordId after) {
        byte[] key = log.getBytes(StandardCharsets.UTF_8);
        int count = 0;
        try {
            for (Object entry : redis.xrange(
                    key,
                    after.next().toString().getBytes(StandardCharsets.UTF_8),
                    "+".getBytes(StandardCharsets.UTF_8))) {
                count += LogRecordFormat.decode((byte[]) ((List<?>) ((List<?>) entry).get(1)).get(1))
                        .invalidations()
                        .size();
            }
        } catch (PortException e) {
            throw new AssertionError(e);
        }
        return count;
    }
}
