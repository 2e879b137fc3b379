package dev.meerkat.proxy;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import com.mongodb.event.CommandSucceededEvent;
import dev.meerkat.cache.BypassReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** While the cache can't serve, MongoDB does not meet all reads at once, and none is lost. */
@Timeout(60)
class ReadLimitTest {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void soManyGoAndTheOthersWaitForTheirTurn() throws Exception {
        ReadLimit limit = new ReadLimit(2);
        CountDownLatch answer = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        List<Future<Integer>> reads = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            reads.add(threads.submit(() -> limit.read(() -> {
                asked.incrementAndGet();
                awaitLatch(answer);
                return 1;
            })));
        }
        await().atMost(DEADLINE).until(() -> limit.waiting() == 3 && asked.get() >= 2);
        assertThat(asked).hasValue(2);
        answer.countDown();
        for (Future<Integer> read : reads) {
            assertThat(read.get()).isEqualTo(1);
        }
        assertThat(asked).hasValue(5);
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aReadWithinAReadPasses() {
        ReadLimit limit = new ReadLimit(1);
        assertThat(limit.<Integer>read(() -> limit.read(() -> 7))).isEqualTo(7);
        assertThat(limit.<Integer>read(() -> 8)).as("the turn was given back").isEqualTo(8);
    }

    @Test
    void aFailedReadGivesItsTurnBack() {
        ReadLimit limit = new ReadLimit(1);
        for (int i = 0; i < 3; i++) {
            assertThat(CompletableFuture.supplyAsync(() -> limit.<Integer>read(() -> {
                        throw new IllegalStateException("no");
                    })))
                    .failsWithin(DEADLINE);
        }
    }

    @Test
    void whoIsInterruptedWhileWaitingGoesOn() throws Exception {
        ReadLimit limit = new ReadLimit(1);
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        Future<?> first = threads.submit(() -> limit.<Integer>read(() -> {
            asked.countDown();
            awaitLatch(answer);
            return 1;
        }));
        awaitLatch(asked);
        List<Boolean> interrupted = new ArrayList<>();
        Thread second = new Thread(() ->
                limit.<Boolean>read(() -> interrupted.add(Thread.currentThread().isInterrupted())));
        second.start();
        await().atMost(DEADLINE).until(() -> limit.waiting() == 1);
        second.interrupt();
        second.join();
        assertThat(interrupted).containsExactly(true);
        answer.countDown();
        first.get();
    }

    /** Counts the finds that are under way. */
    private static final class UnderWay implements CommandListener {

        private final AtomicInteger now = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();

        @Override
        public void commandStarted(CommandStartedEvent event) {
            if (event.getCommandName().equals("find")) {
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
            }
        }

        @Override
        public void commandSucceeded(CommandSucceededEvent event) {
            if (event.getCommandName().equals("find")) {
                now.decrementAndGet();
            }
        }
    }

    @Test
    void itHoldsForReadsThatTheShutGateSendsToMongoDb() throws Exception {
        UnderWay underWay = new UnderWay();
        try (OpenCache shut = new OpenCache(false);
                MongoClient client = MongoClients.create(MongoClientSettings.builder()
                        .applyConnectionString(new ConnectionString(OpenCache.MONGO.uri()))
                        .addCommandListener(underWay)
                        .build())) {
            ProxyOptions options = new ProxyOptions(
                    Duration.ofMinutes(5),
                    1 << 16,
                    true,
                    Duration.ofSeconds(5),
                    3,
                    namespace -> false,
                    namespace -> CollectionSettings.DEFAULT);
            CachedCollection<Document> things = new HandleProxies(shut.cache, options)
                    .wrap(client.getDatabase(shut.database).getCollection("things"));
            things.insertOne(new Document("_id", 1));
            List<Future<?>> readers = new ArrayList<>();
            for (int reader = 0; reader < 16; reader++) {
                readers.add(threads.submit(() -> {
                    for (int i = 0; i < 50; i++) {
                        assertThat(things.find(eq("_id", 1)).first()).isNotNull();
                    }
                }));
            }
            for (Future<?> reader : readers) {
                reader.get();
            }
            assertThat(underWay.most).hasValueBetween(1, 3);
            assertThat(shut.bypasses(BypassReason.GATE_SHUT)).isEqualTo(16 * 50);
        }
    }
}
