package dev.meerkat;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.set;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import dev.meerkat.cache.Guard;
import dev.meerkat.cache.Without;
import dev.meerkat.proxy.CachedCollection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Eight Meerkats, as eight processes have them, are asked for the same thing at once. On a machine that is busy with something
 * else one of them may wait in vain now and then: so a few keys may cost more than one command.
 */
class StampedeTest {

    private static final int PROCESSES = 8;
    private static final int KEYS = 20;
    private static final int FEW = 4;

    private final SentCommands sent = new SentCommands();
    private final List<Meerkat> processes = new ArrayList<>();
    private final List<CachedCollection<Document>> readers = new ArrayList<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(PROCESSES);
    private Servers servers;
    private MongoClient client;
    private MongoCollection<Document> plain;

    @BeforeEach
    void start() {
        servers = new Servers();
        client = sent.clientOf(servers.mongo.uri());
        plain = client.getDatabase("shop").getCollection("users");
        for (int id = 0; id < KEYS; id++) {
            plain.insertOne(new Document("_id", id).append("plan", "free"));
        }
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
        processes.forEach(Meerkat::close);
        client.close();
        servers.close();
    }

    private void startProcesses(boolean leases) {
        for (int i = 0; i < PROCESSES; i++) {
            MeerkatBuilder builder = servers.builder().redisUrl(servers.redis.url());
            processes.add((leases ? builder : builder.guards(Without.guard(Guard.FILL_LEASE))).build());
        }
        for (Meerkat process : processes) {
            readers.add(Servers.ready(process).wrap(plain));
        }
        readers.forEach(reader -> reader.findById(-1)); // what is known of the namespace is not what is counted here
    }

    /** For each key, how many commands it costs when all ask at once. */
    private List<Integer> costs() throws Exception {
        List<Integer> costs = new ArrayList<>();
        for (int id = 0; id < KEYS; id++) {
            sent.clear();
            assertThat(readTogether(id)).hasSize(PROCESSES);
            costs.add(Collections.frequency(sent.names(), "find"));
        }
        return costs;
    }

    private List<Document> readTogether(int id) throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(PROCESSES);
        List<Future<Document>> results = new ArrayList<>();
        for (CachedCollection<Document> reader : readers) {
            results.add(threads.submit(() -> {
                await(barrier);
                return reader.findById(id).orElseThrow();
            }));
        }
        List<Document> documents = new ArrayList<>();
        for (Future<Document> result : results) {
            documents.add(result.get(30, TimeUnit.SECONDS));
        }
        return documents;
    }

    private static void await(CyclicBarrier barrier) throws InterruptedException {
        try {
            barrier.await();
        } catch (BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Integer> aboveOne(List<Integer> costs) {
        return costs.stream().filter(cost -> cost > 1).toList();
    }

    @Test
    void eightProcessesThatAskForAColdKeyAtOnceCostOneCommand() throws Exception {
        startProcesses(true);

        List<Integer> costs = costs();

        assertThat(costs).allMatch(cost -> cost >= 1);
        assertThat(aboveOne(costs)).as("%s", costs).hasSizeLessThanOrEqualTo(FEW);
    }

    @Test
    void soDoTheyWhenItWasChanged() throws Exception {
        startProcesses(true);
        costs();
        List<Integer> costs = new ArrayList<>();
        for (int id = 0; id < KEYS; id++) {
            String plan = "plan " + id;
            long[] before = invalidations();
            plain.updateOne(eq(id), set("plan", plan));
            Awaitility.await()
                    .atMost(Servers.DEADLINE)
                    .until(() -> IntStream.range(0, PROCESSES).allMatch(i -> invalidations()[i] > before[i]));
            sent.clear();
            assertThat(readTogether(id)).allMatch(user -> user.getString("plan").equals(plan));
            costs.add(Collections.frequency(sent.names(), "find"));
        }

        assertThat(costs).allMatch(cost -> cost >= 1);
        assertThat(aboveOne(costs)).as("%s", costs).hasSizeLessThanOrEqualTo(FEW);
    }

    private long[] invalidations() {
        return processes.stream()
                .mapToLong(process -> process.statistics().invalidations())
                .toArray();
    }

    @Test
    void withoutLeasesTheyCostMore() throws Exception {
        startProcesses(false);

        List<Integer> costs = costs();

        assertThat(aboveOne(costs)).as("%s", costs).hasSizeGreaterThan(FEW);
    }

    @Test
    void whereTheOneThatLoadsHangsTheOthersAnswerAllTheSame() throws Exception {
        startProcesses(true);
        Runnable release = sent.hold("find");
        Future<Document> hanging =
                threads.submit(() -> readers.get(0).findById(1).orElseThrow());
        sent.awaitHeld();

        for (CachedCollection<Document> reader : readers.subList(1, PROCESSES)) {
            assertThat(threads.submit(() -> reader.findById(1)).get(30, TimeUnit.SECONDS))
                    .isPresent();
        }
        assertThat(hanging.isDone()).isFalse();
        assertThat(processes.stream().mapToLong(it -> it.statistics().sharedWaitsInVain()))
                .as("those who came while the lease was held; the next find what the first of them loaded")
                .contains(1L);
        release.run();
        assertThat(hanging.get(30, TimeUnit.SECONDS)).isNotNull();
    }
}
