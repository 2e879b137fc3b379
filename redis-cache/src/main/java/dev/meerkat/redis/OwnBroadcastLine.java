package dev.meerkat.redis;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;

/** A connection outside of the pool: cutting it closes its socket. */
final class OwnBroadcastLine implements BroadcastLine {

    private final HostAndPort address;
    private final JedisClientConfig config;
    private volatile @Nullable Connection connection;
    private volatile boolean cut;

    OwnBroadcastLine(HostAndPort address, JedisClientConfig config) {
        this.address = address;
        this.config = config;
    }

    @Override
    public void listen(BroadcastListener listener, byte[] channel) {
        Connection made = new Connection(address, config);
        connection = made;
        try {
            if (!cut) {
                listener.proceed(made, channel);
            }
        } finally {
            close(made);
        }
    }

    @Override
    public void cut() {
        cut = true;
        Connection made = connection;
        if (made != null) {
            close(made);
        }
    }

    private static void close(Connection connection) {
        try {
            connection.forceDisconnect();
        } catch (IOException alreadyGone) {
            // that is what was wanted
        }
    }
}
