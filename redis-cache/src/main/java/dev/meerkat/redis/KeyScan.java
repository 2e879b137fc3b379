package dev.meerkat.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObjects;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPool;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/** Goes through all keys of Redis that match a pattern, in a cluster master by master. */
final class KeyScan {

    private static final byte[] START = ScanParams.SCAN_POINTER_START_BINARY;

    private final UnifiedJedis redis;
    private final ScanParams params;

    KeyScan(UnifiedJedis redis, String pattern) {
        this.redis = redis;
        this.params = new ScanParams().match(pattern).count(1000);
    }

    /** Deletes them; returns how many there were. */
    long delete() {
        if (!(redis instanceof RedisClusterClient cluster)) {
            return delete(cursor -> redis.scan(cursor, params));
        }
        long deleted = 0;
        for (ConnectionPool node : cluster.getClusterNodes().values()) {
            try (Connection connection = node.getResource()) {
                if (isMaster(connection)) {
                    CommandObjects commands = new CommandObjects(connection.getRedisProtocol());
                    deleted += delete(cursor -> connection.executeCommand(commands.scan(cursor, params)));
                }
            }
        }
        return deleted;
    }

    private long delete(Function<byte[], ScanResult<byte[]>> scan) {
        long deleted = 0;
        byte[] cursor = START;
        do {
            ScanResult<byte[]> page = scan.apply(cursor);
            for (byte[] key : page.getResult()) {
                deleted += redis.unlink(key);
            }
            cursor = page.getCursorAsBytes();
        } while (!Arrays.equals(cursor, START));
        return deleted;
    }

    private static boolean isMaster(Connection connection) {
        Object role = connection.executeCommand(new CommandArguments(Command.ROLE));
        return role instanceof List<?> parts && Arrays.equals((byte[]) parts.get(0), "master".getBytes(US_ASCII));
    }
}
