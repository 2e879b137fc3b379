package com.example.quickstart;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.meerkat.Meerkat;
import dev.meerkat.cache.Outcome;

/** Asks for open orders a hundred times: {@code Quickstart "mongodb://localhost:27017/?replicaSet=rs0"}. */
public final class Quickstart {

    private Quickstart() {}

    public static void main(String[] arguments) {
        String uri = arguments[0];
        try (MongoClient client = MongoClients.create(uri);
                Meerkat meerkat = Meerkat.builder()
                        .mongoUri(uri)
                        .staticAssetDb("cache-metadata")
                        .multiDb(false)
                        .build()) {
            Orders orders = new Orders(meerkat.wrap(client.getDatabase("shop").getCollection("orders")));
            for (int i = 0; i < 100; i++) {
                orders.open();
            }
            System.out.println(meerkat.statistics().from(Outcome.Tier.NEAR) + " of 100 reads came from memory.");
        }
    }
}
