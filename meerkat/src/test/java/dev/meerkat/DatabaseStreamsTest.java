package dev.meerkat;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.inc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import dev.meerkat.cache.BypassReason;
import dev.meerkat.cache.Outcome;
import dev.meerkat.monitoring.Status;
import dev.meerkat.proxy.CachedCollection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** For a user who may not watch the whole cluster each database that is read is watched by itself. No read is stale. */
class DatabaseStreamsTest {

    private Servers servers;

    /** Of each database, when each value of its counter was acknowledged, at its index. */
    private final Map<String, List<Long>> acknowledged = new ConcurrentHashMap<>();

    @BeforeEach
    void start() {
        servers = new Servers();
        servers.mongo.control().refuseClusterStreams(true);
        insert("shop");
    }

    @AfterEach
    void stop() {
        servers.close();
    }

    @Test
    void whatIsReadFirstPastTheCacheIsCachedSoonInAllProcesses() {
        try (Meerkat one = servers.sharing();
                Meerkat two = servers.sharing()) {
            read(one, "shop");
            assertThat(one.statistics().bypasses()).containsKey(BypassReason.NOT_COVERED);
            assertThat(one.explain(users(one, "crm").find(eq(1))).verdict())
                    .as("nobody has asked for it before")
                    .contains("NOT_COVERED");

            hits(one, "shop");
            hits(two, "shop");
            await().atMost(Servers.DEADLINE).until(() -> one.health().status() == Status.UP);
            for (int round = 0; round < 3; round++) {
                write("shop");
                hits(one, "shop");
                hits(two, "shop");
            }
        }
    }

    @Test
    void aDatabaseIsAddedWhileOthersAreWatched() {
        try (Meerkat one = servers.sharing();
                Meerkat two = servers.sharing()) {
            hits(one, "shop");
            insert("crm");
            hits(two, "crm");
            write("crm");
            write("shop");
            hits(one, "crm");
            hits(one, "shop");
            hits(two, "crm");
            hits(two, "shop");
            assertThat(one.health().holes() + two.health().holes()).isZero();
        }
    }

    @Test
    void anotherLeaderWatchesTheSameDatabases() {
        try (Meerkat two = servers.sharing()) {
            try (Meerkat one = servers.sharing()) {
                hits(one, "shop");
                hits(two, "shop");
            }
            until(two, "shop", () -> two.health().leader() && two.health().watching());
            write("shop");
            hits(two, "shop");
            try (Meerkat three = servers.sharing()) {
                write("shop");
                hits(three, "shop");
                hits(two, "shop");
            }
        }
    }

    @Test
    void aDatabaseThatIsDroppedIsWatchedAgain() {
        try (Meerkat one = servers.sharing();
                Meerkat two = servers.sharing()) {
            hits(one, "shop");
            hits(two, "shop");
            servers.plain.getDatabase("shop").drop();
            times("shop").clear();
            await().atMost(Servers.DEADLINE)
                    .until(() -> users(two, "shop").findById(1).isEmpty());
            insert("shop");
            await().atMost(Servers.DEADLINE)
                    .until(() -> users(two, "shop").findById(1).isPresent());
            hits(one, "shop");
            write("shop");
            hits(one, "shop");
            hits(two, "shop");
        }
    }

    @Test
    void thePrivilegeIsTakenAwayAndGivenBackWhileProcessesRun() {
        servers.mongo.control().refuseClusterStreams(false);
        try (Meerkat one = servers.sharing();
                Meerkat two = servers.sharing()) {
            hits(one, "shop");
            hits(two, "shop");
            for (boolean refused : List.of(true, false, true)) {
                servers.mongo.control().refuseClusterStreams(refused);
                servers.mongo.control().killCursors();
                write("shop");
                hits(one, "shop");
                hits(two, "shop");
            }
        }
    }

    @Test
    void aProcessThatSharesNothingWatchesTheDatabasesThatItReads() {
        try (Meerkat alone = servers.alone()) {
            hits(alone, "shop");
            write("shop");
            hits(alone, "shop");
            insert("crm");
            hits(alone, "crm");
            write("crm");
            hits(alone, "crm");
        }
    }

    @Test
    void withoutRedisEachProcessWatchesTheSameDatabasesForItself() {
        try (Meerkat one = servers.sharing();
                Meerkat two = servers.sharing()) {
            hits(one, "shop");
            hits(two, "shop");
            servers.redis.stop();
            until(one, "shop", () -> one.health().solo());
            until(two, "shop", () -> two.health().solo());
            write("shop");
            hits(one, "shop");
            hits(two, "shop");

            servers.redis.restart();
            until(one, "shop", () -> !one.health().solo());
            write("shop");
            hits(one, "shop");
        }
    }

    @Test
    void anOrderToForgetReachesTheOthers() {
        try (Meerkat one = servers.sharing();
                Meerkat two = servers.sharing()) {
            hits(one, "shop");
            hits(two, "shop");
            long before = two.statistics().invalidations();
            one.invalidate(plain("shop"), 1);
            await().atMost(Servers.DEADLINE).until(() -> two.statistics().invalidations() > before);
        }
    }

    private MongoCollection<Document> plain(String database) {
        return servers.plain.getDatabase(database).getCollection("users");
    }

    private CachedCollection<Document> users(Meerkat meerkat, String database) {
        return meerkat.wrap(plain(database));
    }

    private List<Long> times(String database) {
        return acknowledged.computeIfAbsent(database, any -> new ArrayList<>());
    }

    private void insert(String database) {
        plain(database).insertOne(new Document("_id", 1).append("n", 0));
        times(database).add(System.nanoTime());
    }

    private void write(String database) {
        plain(database).updateOne(eq(1), inc("n", 1));
        times(database).add(System.nanoTime());
    }

    /** Reads until the newest value comes out of the near tier. */
    private void hits(Meerkat meerkat, String database) {
        until(meerkat, database, () -> {
            long before = meerkat.statistics().from(Outcome.Tier.NEAR);
            return read(meerkat, database) == times(database).size() - 1
                    && meerkat.statistics().from(Outcome.Tier.NEAR) > before;
        });
    }

    private void until(Meerkat reader, String database, BooleanSupplier condition) {
        await().pollInterval(Duration.ofMillis(5)).atMost(Servers.DEADLINE).until(() -> {
            read(reader, database);
            return condition.getAsBoolean();
        });
    }

    private int read(Meerkat meerkat, String database) {
        List<Long> times = times(database);
        long began = System.nanoTime();
        int found = users(meerkat, database).findById(1).orElseThrow().getInteger("n");
        if (found + 1 < times.size()) {
            long unseen = TimeUnit.NANOSECONDS.toMillis(began - times.get(found + 1));
            assertThat(unseen)
                    .as("ms since the next value was acknowledged")
                    .isLessThanOrEqualTo(Servers.BOUND.toMillis());
        }
        return found;
    }
}
