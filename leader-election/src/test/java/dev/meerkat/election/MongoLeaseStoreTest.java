package dev.meerkat.election;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.meerkat.cache.spi.LeaseStore;
import dev.meerkat.cache.spi.LeaseStoreContract;
import dev.meerkat.junit.WithMongo;
import java.time.Duration;

@WithMongo
class MongoLeaseStoreTest extends LeaseStoreContract {

    private final LeaseStore fresh;

    MongoLeaseStoreTest(MongoClient client, MongoDatabase metadata) {
        fresh = new MongoLeaseStore(client, metadata.getName(), "meerkat.leases", "watcher", Duration.ofSeconds(10));
    }

    @Override
    protected LeaseStore freshStore() {
        return fresh;
    }
}
