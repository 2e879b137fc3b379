package dev.meerkat.examples.shop;

import static java.util.concurrent.CompletableFuture.supplyAsync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.meerkat.Meerkat;
import dev.meerkat.embedded.EmbeddedMongo;
import dev.meerkat.embedded.EmbeddedRedis;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.SmartLifecycle;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

/** An application stops while it answers requests. */
class ShutdownTest {

    /** A thread for each that waits: the common pool may have only one. */
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void requestsInFlightEndWellAndAnotherProcessLeadsAtOnce() throws Exception {
        try (EmbeddedMongo mongo = EmbeddedMongo.start();
                EmbeddedRedis redis = EmbeddedRedis.start();
                MongoClient plain = MongoClients.create(mongo.uri());
                Started stopping = Started.on(mongo, redis, InFlight.class)) {
            await().until(() -> stopping.meerkat().health().leader());
            try (Started staying = Started.on(mongo, redis)) {
                stopping.products().insert(Product.of("tea", "Tea", "drinks", 400, 10));
                stopping.products().insert(Product.of("soup", "Soup", "cooked", 500, 3));
                RestClient http = stopping.http();
                String leader = holder(plain);
                InFlight inFlight = stopping.context().getBean(InFlight.class);
                CompletableFuture<String> changed = supplyAsync(() -> text(http, "/in-flight?price=450"), threads);
                reach(inFlight.entered);
                mongo.control().pause();
                CompletableFuture<String> written = supplyAsync(() -> text(http, "/in-flight/stock?added=5"), threads);
                await().until(() -> stopping.sent().names().contains("update"));

                CompletableFuture<Void> closed = CompletableFuture.runAsync(stopping::close, threads);
                reach(inFlight.stopping);
                assertThat(closed).isNotDone();
                mongo.control().resume();
                assertThat(written.get(60, TimeUnit.SECONDS)).isEqualTo("1");
                inFlight.goOn.countDown();

                assertThat(changed.get(60, TimeUnit.SECONDS)).isEqualTo("from 400 with 0 commands to 450");
                closed.get(60, TimeUnit.SECONDS);
                assertThat(holder(plain)).isNotEqualTo(leader);
                assertThat(number(plain, "tea", "price")).isEqualTo(450);
                assertThat(number(plain, "soup", "stock")).isEqualTo(8);
                await().until(() -> staying.meerkat().health().leader());
                await().until(() -> staying.product("tea").price() == 450);
            }
        }
    }

    private static void reach(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    }

    private static String text(RestClient http, String path) {
        return String.valueOf(http.post().uri(path).retrieve().body(String.class));
    }

    /** Who has the lease. */
    private static String holder(MongoClient plain) {
        return String.valueOf(first(plain.getDatabase("cache-metadata"), "meerkat.leases", "watcher")
                .get("holder"));
    }

    private static int number(MongoClient plain, String product, String field) {
        return first(plain.getDatabase("shop"), "products", product).getInteger(field);
    }

    private static Document first(MongoDatabase database, String collection, String id) {
        Document found =
                database.getCollection(collection).find(new Document("_id", id)).first();
        assertThat(found).isNotNull();
        return found == null ? new Document() : found;
    }

    /** A request that has read, and reads on and writes when the application is already stopping. */
    @RestController
    static class InFlight implements SmartLifecycle {

        private final CountDownLatch entered = new CountDownLatch(1);
        private final CountDownLatch stopping = new CountDownLatch(1);
        private final CountDownLatch goOn = new CountDownLatch(1);
        private final Meerkat meerkat;
        private final ProductRepository products;
        private final SentCommands sent;
        private volatile boolean running;

        InFlight(Meerkat meerkat, ProductRepository products, SentCommands sent) {
            this.meerkat = meerkat;
            this.products = products;
            this.sent = sent;
        }

        @PostMapping("/in-flight")
        String change(@RequestParam int price) throws InterruptedException {
            int before = tea().price();
            entered.countDown();
            goOn.await();
            Awaitility.await().until(() -> meerkat.health().serving()); // MongoDB hasn't answered for a while
            int commands = sent.during(this::tea).size();
            products.save(tea().at(price));
            return "from " + before + " with " + commands + " commands to " + tea().price();
        }

        /** A write that begins while MongoDB doesn't answer. */
        @PostMapping("/in-flight/stock")
        String add(@RequestParam int added) {
            return String.valueOf(products.addToStock("soup", added));
        }

        private Product tea() {
            return products.findById("tea").orElseThrow();
        }

        @Override
        public void start() {
            running = true;
        }

        /** Called when the web server is told to let requests end. */
        @Override
        public void stop() {
            running = false;
            stopping.countDown();
        }

        @Override
        public boolean isRunning() {
            return running;
        }

        @Override
        public int getPhase() {
            return DEFAULT_PHASE - 1024; // the web server's own, as Spring Boot documents it
        }
    }
}
