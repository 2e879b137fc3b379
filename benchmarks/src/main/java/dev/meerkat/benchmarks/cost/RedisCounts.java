package dev.meerkat.benchmarks.cost;

import java.util.Objects;
import redis.clients.jedis.RedisClient;

/** What Redis counts about itself. Used by one thread. */
final class RedisCounts implements AutoCloseable {

    private final RedisClient client;

    RedisCounts(String url) {
        client = RedisClient.create(url);
    }

    /** Bytes that were sent to it, by everybody since it was started. */
    long bytesIn() {
        return statistic("total_net_input_bytes");
    }

    /** Bytes that it has sent, to everybody since it was started. */
    long bytesOut() {
        return statistic("total_net_output_bytes");
    }

    /** Commands that it has answered, to everybody since it was started. */
    long commands() {
        return statistic("total_commands_processed");
    }

    private long statistic(String name) {
        return client.info("stats")
                .lines()
                .filter(line -> line.startsWith(name + ":"))
                .mapToLong(
                        line -> Long.parseLong(line.substring(name.length() + 1).strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Redis doesn't count " + name));
    }

    /** Bytes that what is under this key takes in Redis' memory. */
    long memory(String key) {
        return Objects.requireNonNull(client.memoryUsage(key, 0), key);
    }

    /** How many records are in the stream under this key. */
    long length(String stream) {
        return client.xlen(stream);
    }

    @Override
    public void close() {
        client.close();
    }
}
