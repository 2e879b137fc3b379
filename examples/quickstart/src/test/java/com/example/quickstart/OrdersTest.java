package com.example.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoDatabase;
import dev.meerkat.Meerkat;
import dev.meerkat.cache.Outcome;
import dev.meerkat.junit.WithMongo;
import java.time.Duration;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;

@WithMongo
class OrdersTest {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    @Test
    void openOrdersComeFromTheCacheAndStayTrue(ConnectionString uri, MongoDatabase shop) {
        try (Meerkat meerkat = Meerkat.builder()
                .mongoUri(uri.getConnectionString())
                .staticAssetDb("cache-metadata")
                .multiDb(false)
                .build()) {
            Orders orders = new Orders(meerkat.wrap(shop.getCollection("orders")));
            orders.place(1, "tea");
            orders.place(2, "rice");

            List<Document> open = hit(meerkat, orders);
            assertEquals(2, open.size());

            orders.ship(1);
            assertEquals(List.of(open.get(1)), orders.open());
            assertEquals(List.of(open.get(1)), hit(meerkat, orders));
        }
    }

    /** Reads until this process's memory answers, as it does once the change stream runs. */
    private static List<Document> hit(Meerkat meerkat, Orders orders) {
        for (long end = System.nanoTime() + DEADLINE.toNanos(); ; ) {
            long before = meerkat.statistics().from(Outcome.Tier.NEAR);
            List<Document> open = orders.open();
            if (meerkat.statistics().from(Outcome.Tier.NEAR) > before) {
                return open;
            }
            assertTrue(System.nanoTime() < end, "no hit within " + DEADLINE + ": " + meerkat.health());
        }
    }
}
