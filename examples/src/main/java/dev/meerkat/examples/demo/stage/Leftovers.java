package dev.meerkat.examples.demo.stage;

import com.mongodb.client.MongoClient;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/** Removes what the demo has left on servers that others use too. */
final class Leftovers {

    private static final int BATCH = 1_000;
    private static final int ATTEMPTS = 10;

    private Leftovers() {}

    /** Drops databases; again, where a write that was under way has brought one back. */
    static void drop(String uri, String... databases) {
        try (MongoClient client = GivenServers.mongo(uri)) {
            for (int i = 0; i < ATTEMPTS && exists(client, databases); i++) {
                for (String database : databases) {
                    client.getDatabase(database).drop();
                }
            }
        }
    }

    private static boolean exists(MongoClient client, String... databases) {
        List<String> names = client.listDatabaseNames().into(new ArrayList<>());
        return Arrays.stream(databases).anyMatch(names::contains);
    }

    /** Deletes all keys that begin so; they are bytes, not text. */
    static void delete(String redisUrl, String prefix) {
        ScanParams params = new ScanParams().match(prefix + "*").count(BATCH);
        try (RedisClient redis = RedisClient.create(URI.create(redisUrl))) {
            byte[] cursor = ScanParams.SCAN_POINTER_START_BINARY;
            do {
                ScanResult<byte[]> found = redis.scan(cursor, params);
                if (!found.getResult().isEmpty()) {
                    redis.unlink(found.getResult().toArray(byte[][]::new));
                }
                cursor = found.getCursorAsBytes();
            } while (!Arrays.equals(cursor, ScanParams.SCAN_POINTER_START_BINARY));
        }
    }
}
