package dev.meerkat.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.meerkat.cache.ClusterTime;
import dev.meerkat.cache.Namespace;
import dev.meerkat.cache.ProtocolTimes;
import dev.meerkat.cache.log.LocalLog;
import dev.meerkat.cache.log.LogRecord;
import dev.meerkat.cache.spi.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the watcher makes of a server's errors that end a stream for good. */
@Timeout(60)
class LostEventsTest {

    private static final Namespace ORDERS = new Namespace("shop", "orders");
    private static final ProtocolTimes TIMES = new ProtocolTimes(Duration.ofSeconds(1));

    private final ClusterFixture cluster = new ClusterFixture();
    private final List<LogRecord> written = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService threads = Executors.newSingleThreadScheduledExecutor();
    private final Watcher watcher = new Watcher(
            new MongoEventSource(cluster.client(), TIMES.heartbeat()),
            new MongoClusterClock(cluster.client().getDatabase("meta"), "leases", "main"),
            new LocalLog(),
            written::add,
            new ChangeEvents(new MetadataNames("meta")),
            this::schedule,
            Ticker.system(),
            new Random(1),
            TIMES);

    @BeforeEach
    void watch() {
        watcher.begin(1, null);
        await().until(() -> !written.isEmpty());
        insert(1);
        awaitEvent(0);
    }

    @AfterEach
    void close() throws InterruptedException {
        watcher.end();
        assertThat(watcher.awaitEnd(Duration.ofSeconds(10))).isTrue();
        threads.shutdownNow();
        cluster.close();
    }

    /** BSONObjectTooLarge, ChangeStreamHistoryLost, ChangeStreamFatalError, InvalidResumeToken. */
    @ParameterizedTest
    @ValueSource(ints = {10334, 286, 280, 260})
    void behindAnEventThatCannotBeHadTheStreamBeginsAnewAndAllBeforeIsUnknown(int code) {
        cluster.failGetMores(code, new Document("times", 1));
        long time = insert(2);

        await().untilAsserted(() -> assertThat(resets()).hasSize(2));
        await().untilAsserted(() -> assertThat(isUnknown(time) || isTold(time)).isTrue());
        int before = written.size();
        insert(3);
        awaitEvent(before);
        assertThat(resets()).hasSize(2);
    }

    /** Each attempt gives up all that is cached. */
    @ParameterizedTest
    @ValueSource(ints = {10334, 286, 280, 260})
    void whereItIsLostAgainAndAgainItIsTriedAFewTimesASecondUntilItWorks(int code) {
        cluster.failGetMores(code, "alwaysOn");
        await().until(() -> resets().size() > 2);
        int before = cluster.openings();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
        await().until(() -> System.nanoTime() > end);
        assertThat(cluster.openings() - before).as("openings in two seconds").isBetween(2, 100);

        cluster.failGetMores(code, "off");
        int lost = written.size();
        await().untilAsserted(() -> {
            insert(100 + written.size());
            assertThat(written.stream().skip(lost))
                    .anyMatch(record -> !record.invalidations().isEmpty());
        });
    }

    private void schedule(Duration delay, Runnable task) {
        Future<?> unused = threads.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private long insert(int id) {
        return cluster.write(
                ORDERS, (session, orders) -> orders.insertOne(session, new BsonDocument("_id", new BsonInt32(id))));
    }

    private void awaitEvent(int from) {
        await().until(() -> written.stream()
                .skip(from)
                .anyMatch(record -> !record.invalidations().isEmpty()));
    }

    private boolean isUnknown(long time) {
        return !ClusterTime.isAfter(time, resets().get(1));
    }

    private boolean isTold(long time) {
        return written.stream()
                .flatMap(record -> record.invalidations().stream())
                .anyMatch(invalidation -> invalidation.time() == time);
    }

    private List<Long> resets() {
        return written.stream()
                .map(LogRecord::reset)
                .filter(reset -> reset != ClusterTime.NONE)
                .toList();
    }
}
