package dev.meerkat.junit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One of the databases of a Redis, for one user, with a client from when one is asked for. */
final class LeasedDatabase implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LeasedDatabase.class);
    private static final int PATIENCE_MILLIS = 2000;

    private final TestRedis redis;
    private final int number;
    private @Nullable AutoCloseable client;

    LeasedDatabase(TestRedis redis, int number) {
        this.redis = redis;
        this.number = number;
    }

    URI uri() {
        return URI.create(redis.server().url() + "/" + number);
    }

    synchronized Object jedis() {
        if (client == null) {
            client = JedisClient.of(uri());
        }
        return client;
    }

    /** Empties and returns it. A server that a test left stopped, or unable to answer, is started again. */
    @Override
    public synchronized void close() throws Exception {
        if (client != null) {
            client.close();
        }
        try {
            empty();
        } catch (IOException e) {
            LOG.debug("{} doesn't answer after the test: it is started again", redis.server(), e);
            redis.server().restart();
        }
        redis.giveBack(number);
    }

    /** In Redis' inline form of commands, so that no client is needed. */
    private void empty() throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(uri().getHost(), uri().getPort()), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            List<String> commands = List.of("SELECT " + number, "FLUSHDB");
            String lines = String.join("\r\n", commands) + "\r\n";
            socket.getOutputStream().write(lines.getBytes(StandardCharsets.US_ASCII));
            BufferedReader replies =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            for (String command : commands) {
                String reply = replies.readLine();
                if (!"+OK".equals(reply)) {
                    throw new IOException(command + " was answered by " + reply);
                }
            }
        }
    }
}
