package dev.meerkat.ways;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import dev.meerkat.Meerkat;
import dev.meerkat.embedded.EmbeddedMongo;
import dev.meerkat.embedded.EmbeddedRedis;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * For each way to wrap: the second identical read sends no command, what another process writes is seen, and options act on
 * exactly the calls they should.
 */
class WaysToWrapTest {

    private static final Duration BOUND = Duration.ofSeconds(2);
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final AtomicInteger SENT = new AtomicInteger();

    private static EmbeddedMongo mongo;
    private static EmbeddedRedis redis;
    private static MongoClient client;
    private static Meerkat meerkat;
    private static OtherProcess other;

    /** Counts what goes to the application's databases. */
    private static final class Counter implements CommandListener {

        @Override
        public void commandStarted(CommandStartedEvent event) {
            if (event.getDatabaseName().startsWith("app")) {
                SENT.incrementAndGet();
            }
        }
    }

    @BeforeAll
    static void start() throws IOException {
        mongo = EmbeddedMongo.start();
        redis = EmbeddedRedis.start();
        client = MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(mongo.uri()))
                .addCommandListener(new Counter())
                .build());
        meerkat = Meerkat.builder()
                .mongoClient(client)
                .redisUrl(redis.url())
                .staticAssetDb("metadata")
                .multiDb(true)
                .maxStaleness(BOUND)
                .build();
        other = new OtherProcess(mongo.uri(), redis.url());
        await().atMost(DEADLINE).until(() -> meerkat.health().serving());
    }

    @AfterAll
    static void stop() {
        other.close();
        meerkat.close();
        client.close();
        redis.close();
        mongo.close();
    }

    /** A database of the way's own, with one name in it. */
    private static String database(Way way, String suffix) throws IOException {
        String database = "app" + way.ordinal() + suffix;
        other.writePlain(database, 1, suffix + "-original");
        return database;
    }

    private static int sentBy(Runnable read) {
        int before = SENT.get();
        read.run();
        return SENT.get() - before;
    }

    /** Reads until it is a hit: the write before may not have been heard of yet. */
    private static void awaitHit(Names names, String expected) {
        await().atMost(DEADLINE).untilAsserted(() -> {
            int sent = sentBy(() -> assertThat(names.nameOf(1)).isEqualTo(expected));
            assertThat(sent).isZero();
        });
    }

    @ParameterizedTest
    @EnumSource
    void theSecondIdenticalReadSendsNoCommand(Way way) throws IOException {
        Names names = way.wrap(meerkat, client, database(way, "second"));
        awaitHit(names, "second-original");
        assertThat(sentBy(() -> names.nameOf(1))).isZero();
        assertThat(sentBy(() -> names.namesOf(1, 1))).isZero();
        assertThat(sentBy(() -> names.nameOf(2))).isPositive();
        assertThat(sentBy(() -> names.nameOf(2))).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void whatAnotherProcessWritesIsSeen(Way way) throws IOException {
        String database = database(way, "others");
        Names names = way.wrap(meerkat, client, database);
        awaitHit(names, "others-original");

        other.writePlain(database, 1, "plain");
        await().atMost(DEADLINE).until(() -> "plain".equals(names.nameOf(1)));
        awaitHit(names, "plain");

        other.writeWrapped(database, 1, "wrapped");
        await().atMost(DEADLINE).until(() -> "wrapped".equals(names.nameOf(1)));
        awaitHit(names, "wrapped");
    }

    @ParameterizedTest
    @EnumSource
    void anOwnWriteIsSeenAtOnce(Way way) throws IOException {
        Names names = way.wrap(meerkat, client, database(way, "own"));
        awaitHit(names, "own-original");
        for (int i = 0; i < 20; i++) {
            names.rename(1, "n" + i);
            assertThat(names.nameOf(1)).isEqualTo("n" + i);
        }
    }

    @ParameterizedTest
    @EnumSource
    void optionsActOnTheCallsThroughTheirViewAndOnNoOthers(Way way) throws IOException {
        Names names = way.wrap(meerkat, client, database(way, "options"));
        String tenant = database(way, "tenant");
        Names uncached = way.noCache(meerkat, names);
        Names elsewhere = way.db(meerkat, names, tenant);
        Names brief = way.cacheTtl(meerkat, names, Duration.ofMillis(1));
        awaitHit(names, "options-original");

        assertThat(sentBy(() -> assertThat(uncached.nameOf(1)).isEqualTo("options-original")))
                .isEqualTo(1);
        assertThat(sentBy(() -> names.nameOf(1))).isZero();

        awaitHit(elsewhere, "tenant-original");
        elsewhere.rename(1, "moved");
        assertThat(elsewhere.nameOf(1)).isEqualTo("moved");
        assertThat(names.nameOf(1)).isEqualTo("options-original");

        brief.nameOf(3);
        await().atMost(DEADLINE).until(() -> sentBy(() -> brief.nameOf(3)) == 1);
        names.nameOf(4);
        awaitHitOf(names, 4);
    }

    private static void awaitHitOf(Names names, int id) {
        await().atMost(DEADLINE).until(() -> sentBy(() -> names.nameOf(id)) == 0);
    }

    @Test
    void theFactorysStateIsOneForAllViews() {
        Way.Counting counting = meerkat.wrap(Way.Counting.class, cached -> new Way.Counting(cached, "appcounting"));
        counting.nameOf(1);
        meerkat.noCache(counting).nameOf(1);
        assertThat(counting.reads()).isEqualTo(2);
        assertThat(meerkat.noCache(counting).reads()).isEqualTo(2);
    }
}
