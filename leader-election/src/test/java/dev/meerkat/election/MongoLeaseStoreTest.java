package dev.meerkat.election;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.meerkat.cache.spi.LeaseStore;
import dev.meerkat.cache.spi.LeaseStoreContract;
import dev.meerkat.embedded.EmbeddedMongo;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

class MongoLeaseStoreTest extends LeaseStoreContract {

    private final EmbeddedMongo server = EmbeddedMongo.start();
    private final MongoClient client = MongoClients.create(server.uri());

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Override
    protected LeaseStore freshStore() {
        return new MongoLeaseStore(client, "metadata", "meerkat.leases", "watcher", Duration.ofSeconds(10));
    }
}
