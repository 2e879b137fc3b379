package dev.meerkat.benchmarks.peers;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.meerkat.benchmarks.Addresses;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/**
 * A corpus of a cell's own, so that nothing is there that another contender left behind.
 *
 * @param addresses the servers without a delay
 * @param setting where the contender works
 */
record Place(Addresses addresses, Setting setting) {

    private static final AtomicInteger MADE = new AtomicInteger();
    private static final int SCANNED = 1000;

    /** Fills it. */
    static Place make(Addresses addresses, boolean delayed, Duration ttl) {
        Addresses taken = delayed ? addresses.delayed() : addresses;
        String database = addresses.database() + "-" + ProcessHandle.current().pid() + "-" + MADE.incrementAndGet();
        Place place = new Place(addresses, new Setting(taken.mongo(), taken.redis(), database, ttl));
        try (MongoClient client = MongoClients.create(addresses.mongo())) {
            client.getDatabase(database).drop();
            Corpus.load(Corpus.users(client, database));
        }
        return place;
    }

    /** Removes all that was made there; the servers may be others' own. */
    void remove() {
        try (MongoClient client = MongoClients.create(addresses.mongo());
                RedisClient redis = RedisClient.create(addresses.redis())) {
            List.of(setting.database(), setting.metadataDatabase())
                    .forEach(name -> client.getDatabase(name).drop());
            ScanParams params =
                    new ScanParams().match("*" + setting.database() + "*").count(SCANNED);
            String cursor = ScanParams.SCAN_POINTER_START;
            do {
                ScanResult<String> found = redis.scan(cursor, params);
                if (!found.getResult().isEmpty()) {
                    redis.unlink(found.getResult().toArray(String[]::new));
                }
                cursor = found.getCursor();
            } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
        }
    }
}
